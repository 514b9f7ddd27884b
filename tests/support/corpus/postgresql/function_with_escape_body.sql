CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS E'BEGIN\n  RETURN \'a;b\';\nEND;\n'; SELECT f();
CREATE FUNCTION g() RETURNS text AS 'module', 'symbol;' LANGUAGE c; SELECT 4;
