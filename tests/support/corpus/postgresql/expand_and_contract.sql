-- Expand: both columns live side by side; a trigger keeps them the same.
CREATE TABLE contacts (id serial PRIMARY KEY, phone text);
INSERT INTO contacts (phone) VALUES ('+49 30 1; ext 2'), (NULL);
ALTER TABLE contacts ADD COLUMN phone_number text;

CREATE FUNCTION contacts_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.phone IS DISTINCT FROM OLD.phone THEN
        NEW.phone_number := coalesce(NEW.phone_number, NEW.phone);
    ELSIF NEW.phone_number IS DISTINCT FROM OLD.phone_number THEN
        NEW.phone := NEW.phone_number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sync BEFORE INSERT OR UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION contacts_sync();
UPDATE contacts SET phone_number = phone WHERE phone_number IS NULL;

-- Contract: the old column goes.
DROP TRIGGER sync ON contacts;
DROP FUNCTION contacts_sync();
ALTER TABLE contacts DROP COLUMN phone;
