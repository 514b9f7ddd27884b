-- Everybody who can sign in, people and machines alike.
--
-- Addresses are compared without regard to case but kept as they were typed: mail servers may
-- tell "Ann@" from "ann@", and people like to see what they wrote. So the uniqueness is on
-- lower(email), not on the column.

-- varve:up

-- varve:dialect postgresql
CREATE TABLE users (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        text NOT NULL,
    display_name text NOT NULL,
    status       text NOT NULL DEFAULT 'invited',
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_email_has_an_at CHECK (email LIKE '_%@_%' AND length(email) <= 320),
    CONSTRAINT users_display_name_not_blank CHECK (trim(display_name) <> ''),
    -- Text and a check, not an enum: an enum's values cannot be removed again.
    CONSTRAINT users_status_known CHECK (status IN ('invited', 'active', 'suspended', 'closed'))
);

CREATE FUNCTION touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

CREATE TRIGGER users_touch
    BEFORE UPDATE ON users
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION touch_updated_at();

-- varve:dialect sqlite
-- Times are UTC texts of a fixed length, so that they sort as times.
CREATE TABLE users (
    id           INTEGER PRIMARY KEY,
    email        TEXT NOT NULL,
    display_name TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'invited',
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    updated_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    CONSTRAINT users_email_has_an_at CHECK (email LIKE '_%@_%' AND length(email) <= 320),
    CONSTRAINT users_display_name_not_blank CHECK (trim(display_name) <> ''),
    CONSTRAINT users_status_known CHECK (status IN ('invited', 'active', 'suspended', 'closed'))
);

-- An SQLite trigger cannot change the new row before it is written, so it writes once more. The
-- WHEN lets a caller set the time.
CREATE TRIGGER users_touch
AFTER UPDATE ON users
FOR EACH ROW
WHEN new.updated_at IS old.updated_at
BEGIN
    UPDATE users
    SET updated_at = strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')
    WHERE id = new.id;
END;

-- varve:dialect postgresql,sqlite
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

-- varve:dialect mysql
-- For MySQL 5.6 and MariaDB: no index there is on an expression, nor on 320 characters, so a trigger
-- keeps a hash of what has to be unique. Times are UTC, as the time zone of all our sessions is.
CREATE TABLE users (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email        VARCHAR(320) NOT NULL,
    email_hash   BINARY(32),
    display_name TEXT NOT NULL,
    status       VARCHAR(20) NOT NULL DEFAULT 'invited',
    created_at   DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at   DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    CONSTRAINT users_email_key UNIQUE (email_hash),
    CONSTRAINT users_email_has_an_at CHECK (email LIKE '_%@_%'),
    CONSTRAINT users_display_name_not_blank CHECK (trim(display_name) <> ''),
    CONSTRAINT users_status_known CHECK (status IN ('invited', 'active', 'suspended', 'closed'))
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TRIGGER users_insert BEFORE INSERT ON users FOR EACH ROW
SET NEW.email_hash = UNHEX(SHA2(LOWER(NEW.email), 256));

CREATE TRIGGER users_update BEFORE UPDATE ON users FOR EACH ROW
SET NEW.email_hash = UNHEX(SHA2(LOWER(NEW.email), 256));

-- varve:down

DROP TABLE users;

-- varve:dialect postgresql
DROP FUNCTION touch_updated_at();
