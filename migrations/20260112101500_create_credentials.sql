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

-- varve:dialect all
CREATE INDEX credentials_user_idx ON credentials (user_id);

-- One password a user; of passkeys as many as there are devices.
CREATE UNIQUE INDEX credentials_one_password_key ON credentials (user_id) WHERE kind = 'password';

-- varve:down

DROP TABLE credentials;
