CREATE OR REPLACE FUNCTION f(a int DEFAULT 1, OUT b int, OUT c text)
    IMMUTABLE STRICT PARALLEL SAFE COST 5 SET search_path = 'a;b', public
BEGIN ATOMIC
    SELECT a, 'x';
END;
CREATE FUNCTION g("begin" int, "atomic" int) RETURNS int LANGUAGE sql RETURN "begin" + "atomic";
SELECT 3;
