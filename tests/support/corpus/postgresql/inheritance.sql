CREATE TABLE cities (name text, population int);
CREATE TABLE capitals (country text NOT NULL) INHERITS (cities);
INSERT INTO cities VALUES ('Mariposa', 1200), ('St. John''s; NL', 110000);
INSERT INTO capitals VALUES ('Paris', 2100000, 'France');
SELECT c.tableoid::regclass, c.name FROM cities* AS c;
SELECT count(*) FROM ONLY cities;
ALTER TABLE capitals NO INHERIT cities;
ALTER TABLE capitals INHERIT cities;
