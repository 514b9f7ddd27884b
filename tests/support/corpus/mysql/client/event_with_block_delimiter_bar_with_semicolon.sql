CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
  DELIMITER   |  
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DO
BEGIN
  DELETE FROM orders WHERE state = 'old';
  /* and; then */
  UPDATE orders SET state = 'old' WHERE total = 0;
END;
|

  DELIMITER ;  
SELECT 'after';
