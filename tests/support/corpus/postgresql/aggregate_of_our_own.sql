CREATE FUNCTION product_step(state numeric, next numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT state * next; $$;
CREATE AGGREGATE product(numeric) (
    SFUNC = product_step,
    STYPE = numeric,
    INITCOND = '1',
    PARALLEL = SAFE,
    COMBINEFUNC = product_step
);
COMMENT ON AGGREGATE product(numeric) IS 'a * b; and so on';
SELECT product(n) FROM generate_series(1, 5) AS n;
