CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
CREATE DEFINER = 'root'@'localhost' FUNCTION f(a SET('x','y')) RETURNS VARCHAR(10) CHARACTER SET utf8mb4 DETERMINISTIC
BEGIN
outer_block: BEGIN
  DECLARE a INT DEFAULT 1;
  inner_block: BEGIN
    DECLARE b INT; SET b = a; BEGIN END;
  END inner_block;
END outer_block;
RETURN 'x;';
END;
SELECT 'after;';
DROP TABLE orders;
