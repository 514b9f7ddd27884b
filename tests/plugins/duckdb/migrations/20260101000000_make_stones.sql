-- varve:up
CREATE TABLE stone (id INTEGER PRIMARY KEY, size VARCHAR NOT NULL, weight DECIMAL(10, 3));
INSERT INTO stone VALUES (1, 'large', 1.5), (2, 'small', 0.2), (3, 'small', 0.3);

-- varve:down
DROP TABLE stone;
