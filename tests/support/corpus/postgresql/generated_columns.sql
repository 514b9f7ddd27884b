CREATE TABLE people (
    first text NOT NULL,
    last  text NOT NULL,
    born  date,
    full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED,
    initials  text GENERATED ALWAYS AS (left(first, 1) || '.;' || left(last, 1)) STORED,
    is_adult_at date GENERATED ALWAYS AS ((born + interval '18 years')::date) STORED
);
INSERT INTO people VALUES ('Ada', 'Lovelace', '1815-12-10'), ('x;', ';y', NULL);
ALTER TABLE people ALTER COLUMN initials DROP EXPRESSION IF EXISTS;
SELECT full_name, initials, is_adult_at FROM people;
