CREATE TABLE t (a text);
-- COPY t FROM stdin;
/* COPY t FROM stdin; */
SELECT 'COPY t FROM stdin;';
SELECT $$
COPY t FROM stdin;
$$;
CREATE FUNCTION copy_from(stdin text) RETURNS text LANGUAGE sql AS 'SELECT ''COPY t FROM stdin;''';
SELECT 1 AS copy, 2 AS "from", 3 AS stdin;
COPY t FROM stdin;
real
\.
COPY (SELECT 'x' AS stdin WHERE false) TO stdout;
SELECT 9;
