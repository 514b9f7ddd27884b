CREATE TABLE customers (id int PRIMARY KEY, name text, deleted_at timestamptz);
CREATE TABLE customers_archive (LIKE customers INCLUDING DEFAULTS, archived_at timestamptz DEFAULT now());
CREATE VIEW live_customers AS SELECT * FROM customers WHERE deleted_at IS NULL;
CREATE RULE soft_delete AS ON DELETE TO live_customers DO INSTEAD
    UPDATE customers SET deleted_at = now() WHERE id = old.id;
INSERT INTO customers VALUES (1, 'one'), (2, 'two; gone');
DELETE FROM live_customers WHERE id = 2;
WITH gone AS (DELETE FROM customers WHERE deleted_at IS NOT NULL RETURNING *)
INSERT INTO customers_archive (id, name, deleted_at) SELECT id, name, deleted_at FROM gone;
