CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
CREATE PROCEDURE p(IN begin_at INT, OUT `end` INT)
MODIFIES SQL DATA COMMENT 'does; all'
outer_block: BEGIN
  DECLARE a INT DEFAULT 1;
  inner_block: BEGIN
    DECLARE b INT; SET b = a; BEGIN END;
  END inner_block;
END outer_block;
SELECT 'after;';
DROP TABLE orders;
