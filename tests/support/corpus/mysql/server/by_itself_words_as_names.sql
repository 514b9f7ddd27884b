BEGIN NOT ATOMIC
  DECLARE `end` INT DEFAULT 1;
  DECLARE begin INT DEFAULT 2;
  SET @x = `end` + begin;
  SET @y = (SELECT begin FROM (SELECT 1 AS begin, 2 AS end) t WHERE t.end = 2);
END;
SELECT 'after';
