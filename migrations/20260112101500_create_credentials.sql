-- How a user proves who they are. A row of its own for each way, so that a password can be
-- dropped without touching the user, and so that nothing that lists users ever reads a hash.

-- varve:up

-- varve:dialect postgresql
CREATE TABLE credentials (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind        text NOT NULL,
    label       text NOT NULL DEFAULT '',
    secret_hash text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT credentials_kind_known CHECK (kind IN ('password', 'totp', 'passkey')),
    -- PHC strings start with a dollar sign: this refuses a password that was not hashed.
    CONSTRAINT credentials_password_is_hashed CHECK (kind <> 'password' OR secret_hash LIKE '$%$%')
);

CREATE TRIGGER credentials_touch
    BEFORE UPDATE ON credentials
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION touch_updated_at();

-- varve:dialect sqlite
CREATE TABLE credentials (
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL DEFAULT '',
    secret_hash TEXT NOT NULL,
    created_at  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    updated_at  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    CONSTRAINT credentials_kind_known CHECK (kind IN ('password', 'totp', 'passkey')),
    CONSTRAINT credentials_password_is_hashed CHECK (kind <> 'password' OR secret_hash LIKE '$%$%')
);

CREATE TRIGGER credentials_touch
AFTER UPDATE ON credentials
FOR EACH ROW
WHEN new.updated_at IS old.updated_at
BEGIN
    UPDATE credentials
    SET updated_at = strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')
    WHERE id = new.id;
END;

-- varve:dialect mysql
CREATE TABLE credentials (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id     BIGINT NOT NULL,
    kind        VARCHAR(20) NOT NULL,
    label       VARCHAR(255) NOT NULL DEFAULT '',
    secret_hash TEXT NOT NULL,
    -- Whose password this is; NULL for all else, and of those there may be many.
    password_of BIGINT,
    created_at  DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at  DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    CONSTRAINT credentials_one_password_key UNIQUE (password_of),
    CONSTRAINT credentials_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT credentials_kind_known CHECK (kind IN ('password', 'totp', 'passkey')),
    CONSTRAINT credentials_password_is_hashed CHECK (kind <> 'password' OR secret_hash LIKE '$%$%')
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TRIGGER credentials_insert BEFORE INSERT ON credentials FOR EACH ROW
SET NEW.password_of = IF(NEW.kind = 'password', NEW.user_id, NULL);

CREATE TRIGGER credentials_update BEFORE UPDATE ON credentials FOR EACH ROW
SET NEW.password_of = IF(NEW.kind = 'password', NEW.user_id, NULL);

-- varve:dialect all
CREATE INDEX credentials_user_idx ON credentials (user_id);

-- varve:dialect postgresql,sqlite
-- One password a user; of passkeys as many as there are devices.
CREATE UNIQUE INDEX credentials_one_password_key ON credentials (user_id) WHERE kind = 'password';

-- varve:down

DROP TABLE credentials;
