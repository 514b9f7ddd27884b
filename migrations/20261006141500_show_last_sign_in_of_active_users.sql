-- The list of users shows when each was last here, and writes it in that user's time zone.
--
-- A view is dropped and made anew, because SQLite cannot replace one. Down restores it to the
-- letter.

-- varve:up

DROP VIEW active_users;

CREATE VIEW active_users AS
SELECT u.id,
       u.email,
       u.display_name,
       u.created_at,
       u.locale,
       u.time_zone,
       (SELECT max(s.created_at) FROM sessions AS s WHERE s.user_id = u.id) AS last_signed_in_at
FROM users AS u
WHERE u.status = 'active';

-- varve:down

DROP VIEW active_users;

CREATE VIEW active_users AS
SELECT id, email, display_name, created_at
FROM users
WHERE status = 'active';
