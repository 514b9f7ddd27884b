CREATE TABLE stock (sku text PRIMARY KEY, quantity int NOT NULL CHECK (quantity >= 0));
CREATE TABLE deliveries (sku text, quantity int);
INSERT INTO stock VALUES ('A-1', 5), ('B-2', 1);
INSERT INTO deliveries VALUES ('A-1', 3), ('C-3', 7), ('B-2', -1);

MERGE INTO stock AS s
USING (SELECT sku, sum(quantity)::int AS quantity FROM deliveries GROUP BY sku) AS d
ON s.sku = d.sku
WHEN MATCHED AND s.quantity + d.quantity = 0 THEN
    DELETE
WHEN MATCHED THEN
    UPDATE SET quantity = s.quantity + d.quantity
WHEN NOT MATCHED AND d.quantity > 0 THEN
    INSERT (sku, quantity) VALUES (d.sku, d.quantity);

TRUNCATE deliveries;
