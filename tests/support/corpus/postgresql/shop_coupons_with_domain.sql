CREATE DOMAIN percentage AS numeric(5, 2)
    CONSTRAINT percentage_range CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN coupon_code AS text
    NOT NULL
    CHECK (VALUE ~ '^[A-Z0-9]{4,12}$');

CREATE TABLE coupons (
    code       coupon_code PRIMARY KEY,
    discount   percentage NOT NULL,
    valid      tstzrange NOT NULL,
    used_count int NOT NULL DEFAULT 0
);

CREATE FUNCTION use_coupon(wanted text) RETURNS percentage
    LANGUAGE sql
AS $$
    UPDATE coupons
    SET used_count = used_count + 1
    WHERE code = wanted AND valid @> now()
    RETURNING discount;
$$;

ALTER DOMAIN percentage RENAME CONSTRAINT percentage_range TO percentage_in_range;
