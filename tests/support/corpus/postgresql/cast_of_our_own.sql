CREATE TYPE money_amount AS (amount numeric, currency char(3));
CREATE FUNCTION to_money_amount(value text) RETURNS money_amount
    LANGUAGE sql IMMUTABLE STRICT
    RETURN ROW (split_part(value, ' ', 1)::numeric, split_part(value, ' ', 2)::char(3))::money_amount;
CREATE CAST (text AS money_amount) WITH FUNCTION to_money_amount(text);
SELECT ('12.50 EUR'::text::money_amount).currency;
DROP CAST (text AS money_amount);
