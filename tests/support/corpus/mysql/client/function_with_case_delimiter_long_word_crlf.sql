CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
DELIMITER end_of_program
CREATE FUNCTION label_of(state VARCHAR(20)) RETURNS VARCHAR(20) DETERMINISTIC
BEGIN
  -- a comment; with a semicolon
  RETURN CASE state WHEN 'n' THEN 'new' ELSE 'it''s "old";' END;
END end_of_program
DELIMITER ;
SELECT 'after';
