CREATE TABLE subscribers (id serial PRIMARY KEY, email text NOT NULL, since date);
INSERT INTO subscribers (email, since) VALUES ('a@b', '2026-01-01'), ('A@b', '2026-02-01'), ('c@d', '2026-01-01');
DELETE FROM subscribers AS s USING (
    SELECT id, row_number() OVER (PARTITION BY lower(email) ORDER BY since, id) AS n FROM subscribers
) AS d
WHERE s.id = d.id AND d.n > 1;
UPDATE subscribers SET email = lower(email) WHERE email <> lower(email);
ALTER TABLE subscribers ADD CONSTRAINT subscribers_email_key UNIQUE (email), ADD CHECK (email = lower(email));
