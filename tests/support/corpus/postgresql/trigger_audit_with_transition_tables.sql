CREATE TABLE staff (id int PRIMARY KEY, name text, salary numeric);
CREATE TABLE audit (
    id      bigint GENERATED ALWAYS AS IDENTITY,
    at      timestamptz NOT NULL DEFAULT now(),
    who     name NOT NULL DEFAULT session_user,
    verb    text NOT NULL,
    before  jsonb,
    after   jsonb
);

CREATE FUNCTION audit_staff() RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public
AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            INSERT INTO audit (verb, after) SELECT 'insert', to_jsonb(n) FROM new_rows AS n;
        WHEN 'UPDATE' THEN
            INSERT INTO audit (verb, before, after)
            SELECT 'update', to_jsonb(o), to_jsonb(n)
            FROM old_rows AS o JOIN new_rows AS n USING (id)
            WHERE o IS DISTINCT FROM n;
        WHEN 'DELETE' THEN
            INSERT INTO audit (verb, before) SELECT 'delete', to_jsonb(o) FROM old_rows AS o;
        ELSE
            RAISE EXCEPTION 'audit_staff() does not know %;', TG_OP;
    END CASE;
    RETURN NULL;
END;
$$;

CREATE TRIGGER audit_insert AFTER INSERT ON staff
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_staff();
CREATE TRIGGER audit_update AFTER UPDATE ON staff
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_staff();
CREATE TRIGGER audit_delete AFTER DELETE ON staff
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_staff();

INSERT INTO staff VALUES (1, 'O''Hara; Ann', 100), (2, 'Bob', 90);
UPDATE staff SET salary = salary * 1.1 WHERE id = 1;
DELETE FROM staff WHERE id = 2;
