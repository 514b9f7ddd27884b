-- What happened, and who did it. Rows are added, archived when they are old, and never changed.
--
-- An event outlives the user that it is about: the actor becomes NULL, and the name as it was
-- then stays in actor_name.

-- varve:up

-- varve:dialect postgresql
CREATE TABLE audit_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    actor_id    bigint REFERENCES users (id) ON DELETE SET NULL,
    actor_name  text NOT NULL,
    action      text NOT NULL,
    subject     text NOT NULL DEFAULT '',
    details     jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT audit_events_action_has_two_parts CHECK (action LIKE '_%._%'),
    CONSTRAINT audit_events_details_is_object CHECK (jsonb_typeof(details) = 'object')
);

-- varve:dialect sqlite
CREATE TABLE audit_events (
    id          INTEGER PRIMARY KEY,
    occurred_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    actor_id    INTEGER REFERENCES users (id) ON DELETE SET NULL,
    actor_name  TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL DEFAULT '',
    details     TEXT NOT NULL DEFAULT '{}',
    CONSTRAINT audit_events_action_has_two_parts CHECK (action LIKE '_%._%'),
    -- CASE, because json_type() fails on text that is no JSON instead of saying so.
    CONSTRAINT audit_events_details_is_object
        CHECK (CASE WHEN json_valid(details) THEN json_type(details) = 'object' ELSE 0 END)
);

-- varve:dialect mysql
-- Details are given with every event: a long text has no default in MySQL 5.6.
CREATE TABLE audit_events (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    occurred_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    actor_id    BIGINT,
    actor_name  VARCHAR(255) NOT NULL,
    action      VARCHAR(100) NOT NULL,
    subject     VARCHAR(190) NOT NULL DEFAULT '',
    details     LONGTEXT NOT NULL,
    KEY audit_events_actor_fk (actor_id),
    CONSTRAINT audit_events_actor_fk FOREIGN KEY (actor_id) REFERENCES users (id)
        ON DELETE SET NULL,
    CONSTRAINT audit_events_action_has_two_parts CHECK (action LIKE '_%._%'),
    CONSTRAINT audit_events_details_is_object
        CHECK (json_valid(details) AND json_type(details) = 'OBJECT')
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- varve:dialect all
CREATE INDEX audit_events_subject_idx ON audit_events (subject, occurred_at);

-- varve:down

DROP TABLE audit_events;
