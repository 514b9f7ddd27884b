CREATE TABLE people (id serial PRIMARY KEY, first_name text, last_name text);
CREATE VIEW full_names AS SELECT id, first_name || ' ' || last_name AS name FROM people;

CREATE FUNCTION full_names_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parts text[] := regexp_split_to_array(NEW.name, '\s+');
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO people (first_name, last_name) VALUES (parts[1], parts[2]) RETURNING id INTO NEW.id;
    ELSE
        UPDATE people SET first_name = parts[1], last_name = parts[2] WHERE id = OLD.id;
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER write_full_name
    INSTEAD OF INSERT OR UPDATE ON full_names
    FOR EACH ROW EXECUTE FUNCTION full_names_write();
INSERT INTO full_names (name) VALUES ('Ada Lovelace') RETURNING id;
UPDATE full_names SET name = 'Ada King' WHERE id = 1;
