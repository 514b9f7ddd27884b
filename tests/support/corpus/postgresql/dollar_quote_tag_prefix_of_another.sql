SELECT $a$ $ab$ ; $aa$ ; $ a$ ; $a $ ; $a$;
SELECT $ab$ $a$ ; $ab$;
