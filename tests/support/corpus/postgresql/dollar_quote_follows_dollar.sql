SELECT $a$ $$a$;
SELECT $a$ $$$a$;
SELECT $$ $ $$;
SELECT 4;
