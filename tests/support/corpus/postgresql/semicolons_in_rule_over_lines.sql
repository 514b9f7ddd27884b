CREATE OR REPLACE RULE keep_history AS
    ON UPDATE TO prices
    WHERE new.amount <> old.amount
    DO ALSO (
        INSERT INTO price_history (product, amount, note)
        VALUES (old.product, old.amount, 'was; (until now)');
        -- a ) in a comment; and a ; too
        UPDATE products SET changed = now() WHERE id = old.product;
        SELECT pg_notify('prices', ')');
    );
SELECT 1;
