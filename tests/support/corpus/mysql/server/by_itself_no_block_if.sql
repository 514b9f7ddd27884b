IF @a THEN SET @b = 1; ELSE SET @b = 2; END IF;
SELECT 'after';
