-- An enum cannot lose a value; so a new type takes its place.
CREATE TYPE status AS ENUM ('new', 'open', 'obsolete', 'closed');
CREATE TABLE tickets (id serial PRIMARY KEY, status status NOT NULL DEFAULT 'new');
INSERT INTO tickets (status) VALUES ('new'), ('obsolete');

ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('new', 'open', 'closed');
ALTER TABLE tickets ALTER COLUMN status DROP DEFAULT;
ALTER TABLE tickets
    ALTER COLUMN status TYPE status
    USING CASE status::text WHEN 'obsolete' THEN 'closed' ELSE status::text END::status;
ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'new';
DROP TYPE status_old;
