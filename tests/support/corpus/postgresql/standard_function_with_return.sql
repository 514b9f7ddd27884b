CREATE FUNCTION area(r double precision) RETURNS double precision IMMUTABLE RETURN pi() * r ^ 2;
CREATE FUNCTION kind(a int) RETURNS text LANGUAGE sql RETURN CASE WHEN a > 0 THEN 'more; than' ELSE 'none' END;
CREATE FUNCTION one() RETURNS int RETURN (SELECT 1); SELECT area(1), kind(2), one();
