BEGIN NOT ATOMIC
  IF @a = 1 THEN SET @b = 1;
  ELSEIF @a = 2 THEN SET @b = 2; SET @c = 3;
  ELSE IF @d THEN SET @b = 4; END IF; END IF;
  SET @e = IF(@a, 1, 2);
END;
SELECT 'after';
