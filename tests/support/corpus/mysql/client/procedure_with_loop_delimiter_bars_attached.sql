CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
delimiter ||
CREATE PROCEDURE fill(IN n INT)
BEGIN
  DECLARE i INT DEFAULT 0;
  WHILE i < n DO
    INSERT INTO orders (total, state) VALUES (i, 'new; not paid');
    SET i = i + 1;
  END WHILE;
END||
delimiter ;
SELECT 'after';
