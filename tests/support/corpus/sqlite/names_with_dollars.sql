CREATE TABLE a$b (c$ INTEGER, d$$e TEXT); SELECT c$, d$$e FROM a$b; SELECT $$x; SELECT $x$; SELECT 5;
