CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE password_resets (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    token_hash  bytea NOT NULL UNIQUE,
    asked_at    timestamptz NOT NULL DEFAULT now(),
    used_at     timestamptz,
    CONSTRAINT used_after_asked CHECK (used_at IS NULL OR used_at >= asked_at)
);
CREATE UNIQUE INDEX one_open_reset_a_user ON password_resets (user_id) WHERE used_at IS NULL;
CREATE FUNCTION expire_resets() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
    UPDATE password_resets SET used_at = now() WHERE used_at IS NULL AND asked_at < now() - interval '1 day';
    GET DIAGNOSTICS n = ROW_COUNT; RETURN n;
END;
$$;
SELECT expire_resets();
