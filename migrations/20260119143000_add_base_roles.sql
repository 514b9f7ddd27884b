-- The roles and permissions that the program itself asks for by name: without them nobody could
-- sign in to make others. That is why they are a migration and not seed data.

-- varve:up

INSERT INTO roles (name, description) VALUES
    ('administrator', 'May do everything'),
    ('support', 'Helps users: sees them, suspends them, resets their passwords'),
    ('auditor', 'Reads everything; changes nothing'),
    ('member', 'Manages the own account');

INSERT INTO permissions (name, description) VALUES
    ('users.read', 'See other users'),
    ('users.write', 'Invite, change and suspend users'),
    ('users.delete', 'Delete users with all that is theirs'),
    ('roles.read', 'See roles and who has them'),
    ('roles.write', 'Change roles; give and take them'),
    ('audit.read', 'Read the audit events'),
    ('account.write', 'Change the own account');

INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
FROM roles AS r
CROSS JOIN permissions AS p
WHERE r.name = 'administrator'
   OR (r.name = 'support'
       AND p.name IN ('users.read', 'users.write', 'roles.read', 'account.write'))
   OR (r.name = 'auditor'
       AND p.name IN ('users.read', 'roles.read', 'audit.read', 'account.write'))
   OR (r.name = 'member' AND p.name = 'account.write');

-- varve:down

-- A role that somebody has cannot be deleted, so it is taken from everybody first.
DELETE FROM user_roles
WHERE role_id IN (
    SELECT id FROM roles WHERE name IN ('administrator', 'support', 'auditor', 'member')
);

DELETE FROM role_permissions
WHERE role_id IN (
    SELECT id FROM roles WHERE name IN ('administrator', 'support', 'auditor', 'member')
);

DELETE FROM permissions
WHERE name IN (
    'users.read', 'users.write', 'users.delete', 'roles.read', 'roles.write', 'audit.read',
    'account.write'
);

DELETE FROM roles
WHERE name IN ('administrator', 'support', 'auditor', 'member');
