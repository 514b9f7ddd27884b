CREATE TABLE a$b (c$ int, d$$e int, f$g$h int);
SELECT c$, d$$e, f$g$h FROM a$b; SELECT 1;
DROP TABLE a$b;
