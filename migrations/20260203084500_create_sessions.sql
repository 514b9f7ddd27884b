-- A signed-in browser or program. Only the SHA-256 of the token is kept: a copy of this table
-- lets nobody in.

-- varve:up

-- varve:dialect postgresql
CREATE TABLE sessions (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash   bytea NOT NULL CONSTRAINT sessions_token_hash_key UNIQUE,
    user_agent   text NOT NULL DEFAULT '',
    ip_address   text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    CONSTRAINT sessions_token_hash_is_sha256 CHECK (length(token_hash) = 32),
    CONSTRAINT sessions_expire_later CHECK (expires_at > created_at)
);

-- varve:dialect sqlite
CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash   BLOB NOT NULL CONSTRAINT sessions_token_hash_key UNIQUE,
    user_agent   TEXT NOT NULL DEFAULT '',
    ip_address   TEXT,
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    last_seen_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    expires_at   TEXT NOT NULL,
    revoked_at   TEXT,
    CONSTRAINT sessions_token_hash_is_sha256 CHECK (length(token_hash) = 32),
    CONSTRAINT sessions_expire_later CHECK (expires_at > created_at)
);

-- varve:dialect mysql
CREATE TABLE sessions (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id      BIGINT NOT NULL,
    token_hash   BINARY(32) NOT NULL,
    user_agent   VARCHAR(1000) NOT NULL DEFAULT '',
    ip_address   TEXT,
    created_at   DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    last_seen_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    expires_at   DATETIME(6) NOT NULL,
    revoked_at   DATETIME(6),
    CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
    CONSTRAINT sessions_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT sessions_expire_later CHECK (expires_at > created_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- varve:dialect all
CREATE INDEX sessions_user_idx ON sessions (user_id);

-- For the job that removes what has expired. Sessions that were revoked leave by another door.
-- varve:dialect postgresql,sqlite
CREATE INDEX sessions_expiry_idx ON sessions (expires_at) WHERE revoked_at IS NULL;

-- varve:dialect mysql
CREATE INDEX sessions_expiry_idx ON sessions (revoked_at, expires_at);

-- varve:down

DROP TABLE sessions;
