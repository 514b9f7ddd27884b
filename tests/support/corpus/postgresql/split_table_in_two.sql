CREATE TABLE users (id serial PRIMARY KEY, email text, street text, city text);
INSERT INTO users (email, street, city) VALUES ('a@b', 'High St; 1', 'X'), ('c@d', NULL, NULL);
CREATE TABLE addresses (user_id int PRIMARY KEY REFERENCES users ON DELETE CASCADE, street text, city text);
INSERT INTO addresses SELECT id, street, city FROM users WHERE (street, city) IS DISTINCT FROM (NULL, NULL);
DO $$
DECLARE missing int;
BEGIN
    SELECT count(*) INTO missing FROM users u
    WHERE u.street IS NOT NULL AND NOT EXISTS (SELECT FROM addresses a WHERE a.user_id = u.id AND a.street = u.street);
    IF missing > 0 THEN RAISE EXCEPTION '% addresses were not copied; nothing dropped', missing; END IF;
END;
$$;
ALTER TABLE users DROP COLUMN street, DROP COLUMN city;
