\set ON_ERROR_STOP on
\echo 'hello; world'
SELECT 1;
\i other.sql
SELECT 2 \gexec
SELECT 3 \; SELECT 4;
\if true
SELECT 5;
\endif
