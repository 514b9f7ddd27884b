CREATE TABLE roles (id smallint PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE permissions (id smallint PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE role_permissions (
    role_id       smallint REFERENCES roles ON DELETE CASCADE,
    permission_id smallint REFERENCES permissions ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
);
INSERT INTO roles (id, name) VALUES (1, 'admin'), (2, 'editor'), (3, 'reader')
ON CONFLICT (id) DO UPDATE SET name = excluded.name;
INSERT INTO permissions (id, name) VALUES (1, 'read'), (2, 'write'), (3, 'delete') ON CONFLICT DO NOTHING;
INSERT INTO role_permissions
SELECT r.id, p.id FROM roles AS r CROSS JOIN permissions AS p
WHERE CASE r.name WHEN 'admin' THEN true WHEN 'editor' THEN p.name <> 'delete' ELSE p.name = 'read' END;
