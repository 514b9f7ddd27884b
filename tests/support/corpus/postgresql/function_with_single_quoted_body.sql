CREATE FUNCTION old_style(text) RETURNS text LANGUAGE plpgsql AS '
DECLARE
    a ALIAS FOR $1;
BEGIN
    IF a = ''x;'' THEN RETURN ''it''''s; ''''; END IF;''; END IF;
    RETURN a;
END;
';
SELECT old_style('x;');
