PREPARE p (text, text) AS SELECT $1, $$;$$, $2; EXECUTE p ('a', 'b'); DEALLOCATE p;
PREPARE q (text) AS SELECT $1||$$;$$||$1; PREPARE r (int) AS SELECT $$;$$, $1;
