CREATE TABLE people (first TEXT, last TEXT, name TEXT GENERATED ALWAYS AS (first || '; ' || last) STORED, initials TEXT AS (substr(first, 1, 1) || CASE WHEN last IS NULL THEN '' ELSE ';' END));
INSERT INTO people (first, last) VALUES ('Ada', 'L;'); SELECT name, initials FROM people; CREATE INDEX people_name ON people (name);
