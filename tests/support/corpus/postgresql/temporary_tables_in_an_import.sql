CREATE TABLE target (id int PRIMARY KEY, name text);
BEGIN;
CREATE TEMPORARY TABLE staging (line int, name text) ON COMMIT DROP;
INSERT INTO staging VALUES (1, ' Ann '), (2, 'Bob;'), (2, 'Bob'), (3, '');
WITH clean AS (
    SELECT DISTINCT ON (line) line, nullif(trim(BOTH ' ;' FROM name), '') AS name
    FROM staging ORDER BY line, length(name) DESC
)
INSERT INTO target SELECT line, name FROM clean WHERE name IS NOT NULL
ON CONFLICT (id) DO UPDATE SET name = excluded.name;
COMMIT;
