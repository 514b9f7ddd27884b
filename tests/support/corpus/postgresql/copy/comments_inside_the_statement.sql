CREATE TABLE t (a text);
COPY /* one; */ t -- two; FROM stdin;
  FROM /* 'three */ stdin /* four; */ ;
x
\.
SELECT 1;
