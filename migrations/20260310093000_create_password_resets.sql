-- A forgotten password. As with sessions, only the hash of the token is kept.

-- varve:up

-- varve:dialect postgresql
CREATE TABLE password_resets (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Support may ask for a user; NULL when the user did.
    requested_by bigint REFERENCES users (id) ON DELETE SET NULL,
    token_hash   bytea NOT NULL CONSTRAINT password_resets_token_hash_key UNIQUE,
    requested_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    CONSTRAINT password_resets_token_hash_is_sha256 CHECK (length(token_hash) = 32),
    CONSTRAINT password_resets_expire_later CHECK (expires_at > requested_at),
    CONSTRAINT password_resets_used_in_order CHECK (used_at IS NULL OR used_at >= requested_at)
);

-- varve:dialect sqlite
CREATE TABLE password_resets (
    id           INTEGER PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    requested_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    token_hash   BLOB NOT NULL CONSTRAINT password_resets_token_hash_key UNIQUE,
    requested_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    expires_at   TEXT NOT NULL,
    used_at      TEXT,
    CONSTRAINT password_resets_token_hash_is_sha256 CHECK (length(token_hash) = 32),
    CONSTRAINT password_resets_expire_later CHECK (expires_at > requested_at),
    CONSTRAINT password_resets_used_in_order CHECK (used_at IS NULL OR used_at >= requested_at)
);

-- varve:dialect mysql
CREATE TABLE password_resets (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id      BIGINT NOT NULL,
    requested_by BIGINT,
    token_hash   BINARY(32) NOT NULL,
    requested_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    expires_at   DATETIME(6) NOT NULL,
    used_at      DATETIME(6),
    -- Whose request this is while it is open.
    open_for     BIGINT,
    KEY password_resets_user_fk (user_id),
    CONSTRAINT password_resets_token_hash_key UNIQUE (token_hash),
    CONSTRAINT password_resets_one_open_key UNIQUE (open_for),
    CONSTRAINT password_resets_user_fk FOREIGN KEY (user_id) REFERENCES users (id)
        ON DELETE CASCADE,
    CONSTRAINT password_resets_requested_by_fk FOREIGN KEY (requested_by) REFERENCES users (id)
        ON DELETE SET NULL,
    CONSTRAINT password_resets_expire_later CHECK (expires_at > requested_at),
    CONSTRAINT password_resets_used_in_order CHECK (used_at IS NULL OR used_at >= requested_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TRIGGER password_resets_insert BEFORE INSERT ON password_resets FOR EACH ROW
SET NEW.open_for = IF(NEW.used_at IS NULL, NEW.user_id, NULL);

CREATE TRIGGER password_resets_update BEFORE UPDATE ON password_resets FOR EACH ROW
SET NEW.open_for = IF(NEW.used_at IS NULL, NEW.user_id, NULL);

-- varve:dialect postgresql,sqlite
-- One open request a user: asking again replaces the first, and a mailbox is not flooded.
CREATE UNIQUE INDEX password_resets_one_open_key ON password_resets (user_id) WHERE used_at IS NULL;

-- varve:dialect all
CREATE INDEX password_resets_requested_by_idx ON password_resets (requested_by);

-- varve:down

DROP TABLE password_resets;
