CREATE TYPE order_state AS ENUM ('cart', 'placed', 'paid', 'shipped', 'cancelled');

CREATE TABLE customers (
    id    bigserial PRIMARY KEY,
    email text NOT NULL,
    name  text
);
CREATE UNIQUE INDEX customers_email_key ON customers (lower(email));

CREATE TABLE orders (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    state       order_state NOT NULL DEFAULT 'cart',
    placed_at   timestamptz,
    note        text,
    CHECK ((state = 'cart') = (placed_at IS NULL))
);

CREATE TABLE order_lines (
    order_id bigint REFERENCES orders ON DELETE CASCADE,
    line_no  integer,
    sku      text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    price    numeric(12, 2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);

CREATE VIEW order_totals AS
SELECT o.id, o.state, coalesce(sum(l.quantity * l.price), 0) AS total
FROM orders AS o
LEFT JOIN order_lines AS l ON l.order_id = o.id
GROUP BY o.id;
