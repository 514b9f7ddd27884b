CREATE FUNCTION distance(a text, b text) RETURNS int LANGUAGE sql IMMUTABLE RETURN abs(length(a) - length(b));
CREATE OPERATOR <~> (LEFTARG = text, RIGHTARG = text, FUNCTION = distance, COMMUTATOR = <~>);
CREATE OPERATOR #-# (RIGHTARG = text, FUNCTION = length);
SELECT 'a;' <~> 'bcd', #-# 'four';
DROP OPERATOR #-# (NONE, text);
COMMENT ON OPERATOR <~> (text, text) IS 'how far; roughly';
