SELECT $a$; SELECT $b$;
