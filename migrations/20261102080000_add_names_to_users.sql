-- Letters begin with the given name or the family name, and a display name tells neither.
--
-- The columns are filled by the migrations in C++ that follow: to take a name apart, or an
-- address, is more than SQL can say. Until the program writes them too, they may be empty.

-- varve:up

ALTER TABLE users ADD COLUMN given_name text;
ALTER TABLE users ADD COLUMN family_name text;
-- An address as it was typed, where that is not how we keep it.
ALTER TABLE users ADD COLUMN email_as_typed text;

-- varve:down

ALTER TABLE users DROP COLUMN email_as_typed;
ALTER TABLE users DROP COLUMN family_name;
ALTER TABLE users DROP COLUMN given_name;
