CREATE FUNCTION outer_one() RETURNS text LANGUAGE plpgsql AS $outer$
BEGIN
    EXECUTE $inner$ SELECT $$deep; 'quoted'; $$ || $innermost$;$innermost$ $inner$;
    RETURN $x$;$x$;
END;
$outer$;
SELECT outer_one();
