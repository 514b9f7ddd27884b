-- After some failed tries a credential rests for a while. It is the credential that is locked and
-- not the user: a stranger who guesses passwords must not lock out the passkey on the owner's
-- phone.

-- varve:up

-- varve:dialect postgresql
ALTER TABLE credentials
    ADD COLUMN failed_attempts integer NOT NULL DEFAULT 0
        CONSTRAINT credentials_failed_attempts_not_negative CHECK (failed_attempts >= 0),
    ADD COLUMN locked_until timestamptz;

-- varve:dialect sqlite
ALTER TABLE credentials ADD COLUMN failed_attempts INTEGER NOT NULL DEFAULT 0
    CONSTRAINT credentials_failed_attempts_not_negative CHECK (failed_attempts >= 0);
ALTER TABLE credentials ADD COLUMN locked_until TEXT;

-- varve:dialect postgresql,sqlite
CREATE INDEX credentials_locked_idx ON credentials (locked_until) WHERE locked_until IS NOT NULL;

-- varve:dialect mysql
ALTER TABLE credentials
    ADD COLUMN failed_attempts INT NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
    ADD COLUMN locked_until DATETIME(6),
    ADD INDEX credentials_locked_idx (locked_until);

-- varve:down

-- varve:dialect postgresql,sqlite
DROP INDEX credentials_locked_idx;

-- varve:dialect mysql
DROP INDEX credentials_locked_idx ON credentials;

-- varve:dialect all
ALTER TABLE credentials DROP COLUMN locked_until;
ALTER TABLE credentials DROP COLUMN failed_attempts;
