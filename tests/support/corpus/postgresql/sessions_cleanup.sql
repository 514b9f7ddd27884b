CREATE UNLOGGED TABLE sessions (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id    bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    ip         inet,
    agent      text
);
CREATE INDEX sessions_expiry_idx ON sessions (expires_at);
INSERT INTO sessions VALUES (sha256('secret;'), 1, now() + interval '1 hour', '10.0.0.1', 'curl; 8');
INSERT INTO sessions VALUES ('\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 2, now() - interval '1 hour', NULL, NULL);
DELETE FROM sessions WHERE expires_at < now() RETURNING encode(token_hash, 'hex');
