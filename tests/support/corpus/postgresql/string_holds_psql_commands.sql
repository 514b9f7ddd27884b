SELECT '
\connect other_database
\i more.sql
\.
'; INSERT INTO notes (body) VALUES ('\echo hello;
\q');
SELECT $$
\!rm -rf nothing
\.
$$;
