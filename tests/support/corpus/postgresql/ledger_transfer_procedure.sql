CREATE TABLE balances (owner text PRIMARY KEY, amount numeric NOT NULL CHECK (amount >= 0));
INSERT INTO balances VALUES ('ann', 100), ('bob', 0);

CREATE PROCEDURE transfer(source text, target text, sum numeric)
    LANGUAGE plpgsql
AS $$
DECLARE
    available numeric;
BEGIN
    -- Lock in a fixed order, so that two transfers never wait for each other.
    PERFORM 1 FROM balances WHERE owner IN (source, target) ORDER BY owner FOR UPDATE;

    SELECT amount INTO STRICT available FROM balances WHERE owner = source;
    IF available < sum THEN
        RAISE EXCEPTION 'not enough: % has %, needs %', source, available, sum;
    END IF;

    UPDATE balances SET amount = amount - sum WHERE owner = source;
    UPDATE balances SET amount = amount + sum WHERE owner = target;
EXCEPTION
    WHEN no_data_found THEN
        RAISE EXCEPTION 'no such account: %', source;
END;
$$;

CALL transfer('ann', 'bob', 30);
SELECT owner, amount FROM balances ORDER BY owner;
