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

-- varve:dialect all
CREATE INDEX audit_events_subject_idx ON audit_events (subject, occurred_at);

-- varve:down

DROP TABLE audit_events;
