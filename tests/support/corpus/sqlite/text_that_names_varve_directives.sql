SELECT '
-- varve:down
-- varve:up
'; CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN
SELECT '
-- varve:statement end
'; /*
-- varve:dialect postgresql
*/ SELECT 1; END; SELECT 4;
