CREATE TABLE prices (sku text PRIMARY KEY, amount numeric NOT NULL);
CREATE TABLE price_history (sku text, old_amount numeric, new_amount numeric, at timestamptz DEFAULT now());

CREATE RULE remember_price AS ON UPDATE TO prices
    WHERE old.amount IS DISTINCT FROM new.amount
    DO ALSO (
        INSERT INTO price_history (sku, old_amount, new_amount) VALUES (old.sku, old.amount, new.amount);
        DELETE FROM price_history WHERE at < now() - interval '10 years'
    );

INSERT INTO prices VALUES ('x', 1);
UPDATE prices SET amount = 2 WHERE sku = 'x';
