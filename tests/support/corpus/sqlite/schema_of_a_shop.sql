-- A shop; as small as it can be.
PRAGMA foreign_keys = ON;

CREATE TABLE customers (
    id    INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (email LIKE '%_@_%'),
    name  TEXT NOT NULL
) STRICT;

CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    state       TEXT NOT NULL DEFAULT 'cart' CHECK (state IN ('cart', 'placed', 'paid', 'sent')),
    placed_at   TEXT,
    CHECK ((state = 'cart') = (placed_at IS NULL))
) STRICT;

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line_no  INTEGER NOT NULL,
    sku      TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    cents    INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_open ON orders (customer_id) WHERE state <> 'sent';

CREATE VIEW order_totals AS
SELECT o.id, coalesce(sum(l.quantity * l.cents), 0) / 100.0 AS total,
       CASE WHEN count(l.sku) = 0 THEN 'empty;' ELSE group_concat(l.sku, '; ') END AS content
FROM orders AS o LEFT JOIN order_lines AS l ON l.order_id = o.id
GROUP BY o.id;

CREATE TRIGGER only_carts_change BEFORE UPDATE OF quantity ON order_lines
WHEN (SELECT state FROM orders WHERE id = old.order_id) <> 'cart'
BEGIN
    SELECT RAISE(ABORT, 'the order is placed; its lines are fixed');
END;

INSERT INTO customers (email, name) VALUES ('ann@example.org', 'Ann');
INSERT INTO orders (customer_id) VALUES (1);
INSERT INTO order_lines VALUES (1, 1, 'a;b', 2, 150);
SELECT * FROM order_totals;
