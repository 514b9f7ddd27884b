CREATE FUNCTION begin(begin int) RETURNS int LANGUAGE sql AS 'SELECT begin; SELECT 2'; SELECT begin(1); DROP FUNCTION begin(int);
CREATE PROCEDURE atomic() LANGUAGE sql AS $$ SELECT 1; $$; CALL atomic();
