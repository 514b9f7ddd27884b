CREATE TABLE t (a text, b text);
COPY t FROM STDIN CSV HEADER DELIMITER ';' QUOTE '''' NULL 'nil' FORCE NOT NULL a;
a;b
'x;y';nil
'it''s';\.
\.
SELECT 1;
