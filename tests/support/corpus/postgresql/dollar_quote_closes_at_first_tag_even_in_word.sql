SELECT $a$ x$a$;
SELECT $a$1$a$;
SELECT $a$ y $b$a$;
