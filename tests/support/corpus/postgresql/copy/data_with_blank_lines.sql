CREATE TABLE t (a text);
COPY t FROM stdin;


  
 

\.
SELECT count(*) FROM t;
