SELECT '$$;$$'; SELECT $a; SELECT '$x$' || ';'; SELECT 4;
