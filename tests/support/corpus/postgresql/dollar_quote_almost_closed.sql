SELECT $body$ $bod$ ; $body ; body$ ; $ body$ ; $$ ; $body$;
SELECT 2;
