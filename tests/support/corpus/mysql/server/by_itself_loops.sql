BEGIN NOT ATOMIC
  DECLARE i INT DEFAULT 0;
  one: LOOP SET i = i + 1; IF i > 3 THEN LEAVE one; END IF; END LOOP one;
  two: REPEAT SET i = i + 1; UNTIL i > 5 END REPEAT two;
  three: WHILE i < 9 DO SET i = i + 1; END WHILE three;
  FOR j IN 1..3 DO SET i = j; END FOR;
END;
SELECT 'after';
