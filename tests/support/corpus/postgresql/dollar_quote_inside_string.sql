SELECT '$$'; SELECT '$x$ ; '; SELECT "$x$" FROM (SELECT 1 AS "$x$") AS q;
SELECT $y$;$y$;
