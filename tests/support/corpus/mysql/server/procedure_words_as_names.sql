CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
CREATE PROCEDURE p(IN begin_at INT, OUT `end` INT)
MODIFIES SQL DATA COMMENT 'does; all'
BEGIN
  DECLARE `end` INT DEFAULT 1;
  DECLARE begin INT DEFAULT 2;
  SET @x = `end` + begin;
  SET @y = (SELECT begin FROM (SELECT 1 AS begin, 2 AS end) t WHERE t.end = 2);
END;
SELECT 'after;';
DROP TABLE orders;
