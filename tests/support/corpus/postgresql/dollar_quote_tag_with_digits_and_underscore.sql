SELECT $_$ ; $_$, $_1$ ; $_$ ; $_1$, $tag2_3$ ; $tag2$ ; $tag2_3$;
SELECT 1;
