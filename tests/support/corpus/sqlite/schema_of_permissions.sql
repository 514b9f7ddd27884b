CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE permissions (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE role_permissions (role_id INTEGER REFERENCES roles ON DELETE CASCADE, permission_id INTEGER REFERENCES permissions ON DELETE CASCADE, PRIMARY KEY (role_id, permission_id)) WITHOUT ROWID;
INSERT INTO roles (name) VALUES ('admin'), ('editor'), ('reader');
INSERT INTO permissions (name) VALUES ('read'), ('write'), ('delete');
INSERT INTO role_permissions
SELECT r.id, p.id FROM roles AS r CROSS JOIN permissions AS p
WHERE CASE r.name WHEN 'admin' THEN 1 WHEN 'editor' THEN p.name <> 'delete' ELSE p.name = 'read' END;
SELECT r.name, group_concat(p.name, ';') FROM role_permissions JOIN roles r ON r.id = role_id JOIN permissions p ON p.id = permission_id GROUP BY r.name;
