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

-- varve:dialect all
CREATE INDEX credentials_locked_idx ON credentials (locked_until) WHERE locked_until IS NOT NULL;

-- varve:down

DROP INDEX credentials_locked_idx;
ALTER TABLE credentials DROP COLUMN locked_until;
ALTER TABLE credentials DROP COLUMN failed_attempts;
