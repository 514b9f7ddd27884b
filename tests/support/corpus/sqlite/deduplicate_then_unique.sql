CREATE TABLE subscribers (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO subscribers (email) VALUES ('a@b'), ('A@b'), ('c;d@e');
DELETE FROM subscribers WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY lower(email) ORDER BY id) AS n FROM subscribers) WHERE n > 1
);
CREATE UNIQUE INDEX subscribers_email ON subscribers (lower(email));
SELECT count(*) FROM subscribers;
