CREATE TABLE bins (id int PRIMARY KEY, capacity int NOT NULL);
CREATE TABLE reservations (
    id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    bin_id  int NOT NULL REFERENCES bins,
    amount  int NOT NULL CHECK (amount > 0),
    expires timestamptz NOT NULL DEFAULT now() + interval '15 minutes'
);

CREATE FUNCTION reserve(wanted_bin int, wanted int) RETURNS uuid
LANGUAGE plpgsql AS
$$
DECLARE
    free   int;
    result uuid;
BEGIN
    SELECT b.capacity - coalesce(sum(r.amount) FILTER (WHERE r.expires > now()), 0)
      INTO free
      FROM bins b LEFT JOIN reservations r ON r.bin_id = b.id
     WHERE b.id = wanted_bin
     GROUP BY b.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no bin %', wanted_bin USING ERRCODE = 'P0002';
    ELSIF free < wanted THEN
        RAISE EXCEPTION 'bin % has %; % wanted', wanted_bin, free, wanted USING ERRCODE = '53400';
    END IF;
    INSERT INTO reservations (bin_id, amount) VALUES (wanted_bin, wanted) RETURNING id INTO result;
    RETURN result;
END;
$$;

INSERT INTO bins VALUES (1, 10);
SELECT reserve(1, 4) IS NOT NULL AS reserved;
