-- Support may end a user's sessions, say when a phone was stolen; until now that took an
-- administrator.

-- varve:up

INSERT INTO permissions (name, description) VALUES
    ('sessions.read', 'See where users are signed in'),
    ('sessions.revoke', 'Sign users out');

INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
FROM roles AS r
CROSS JOIN permissions AS p
WHERE (r.name IN ('administrator', 'support') AND p.name IN ('sessions.read', 'sessions.revoke'))
   OR (r.name = 'auditor' AND p.name = 'sessions.read');

-- varve:down

DELETE FROM role_permissions
WHERE permission_id IN (
    SELECT id FROM permissions WHERE name IN ('sessions.read', 'sessions.revoke')
);

DELETE FROM permissions
WHERE name IN ('sessions.read', 'sessions.revoke');
