-- Two questions that every service asked in its own, slightly different way.

-- varve:up

CREATE VIEW active_users AS
SELECT id, email, display_name, created_at
FROM users
WHERE status = 'active';

-- What each active user may do; a suspended one may do nothing, whatever the roles.
CREATE VIEW user_permissions AS
SELECT DISTINCT u.id AS user_id, p.name AS permission
FROM users AS u
JOIN user_roles AS ur ON ur.user_id = u.id
JOIN role_permissions AS rp ON rp.role_id = ur.role_id
JOIN permissions AS p ON p.id = rp.permission_id
WHERE u.status = 'active';

-- varve:down

DROP VIEW user_permissions;
DROP VIEW active_users;
