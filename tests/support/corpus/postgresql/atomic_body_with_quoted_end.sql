CREATE FUNCTION f() RETURNS text BEGIN ATOMIC
    SELECT 'END;' AS "END;", "end" FROM (SELECT 'x;' AS "end") AS q; -- END;
    /* END; */
    SELECT $$END;$$;
    SELECT E'\'END;';
END;
SELECT f();
