CREATE FUNCTION add_one(a int) RETURNS int
    LANGUAGE sql
BEGIN ATOMIC
    SELECT a;
    SELECT a + 1;
END;
SELECT add_one(1);
