SELECT x$$ FROM t; SELECT y$$ FROM t;
SELECT tag$a$ FROM t; SELECT tag$a$ FROM u;
