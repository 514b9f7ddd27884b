CREATE TABLE old_name (id serial PRIMARY KEY, old_column int CONSTRAINT old_check CHECK (old_column > 0));
ALTER TABLE old_name RENAME TO new_name;
ALTER TABLE new_name RENAME COLUMN old_column TO new_column;
ALTER TABLE new_name RENAME CONSTRAINT old_check TO new_check;
ALTER INDEX old_name_pkey RENAME TO new_name_pkey;
ALTER SEQUENCE old_name_id_seq RENAME TO new_name_id_seq;
CREATE SCHEMA attic;
ALTER TABLE new_name SET SCHEMA attic;
ALTER SCHEMA attic RENAME TO archive;
