CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2), state VARCHAR(20), `end` DATETIME NULL);
REPLACE INTO orders (id, state) VALUES (1, 'a;'); REPLACE orders SET id = 2; SELECT REPLACE('a;', ';', 'b');
