DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT 'a;b'::text AS t, $q$it's$q$ AS u LOOP
        EXECUTE format('SELECT %L; SELECT %I', r.t, r.u);
        -- it's a comment; with an apostrophe
        /* and "another' ; */
    END LOOP;
END $$;
SELECT 2;
