-- Who may do what: users have roles, roles have permissions. Nobody has a permission directly;
-- where one person needs one thing more, that is a role with a good name.

-- varve:up

-- varve:dialect postgresql
CREATE TABLE roles (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL CONSTRAINT roles_name_key UNIQUE,
    description text NOT NULL DEFAULT '',
    CONSTRAINT roles_name_is_lower_case CHECK (name = lower(name) AND name <> '')
);

CREATE TABLE permissions (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL CONSTRAINT permissions_name_key UNIQUE,
    description text NOT NULL DEFAULT '',
    -- "users.read": what it is about, and what may be done with it.
    CONSTRAINT permissions_name_has_two_parts CHECK (name LIKE '_%._%' AND name = lower(name))
);

CREATE TABLE user_roles (
    user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- A role that somebody has is not deleted by accident.
    role_id    bigint NOT NULL REFERENCES roles (id) ON DELETE RESTRICT,
    granted_by bigint REFERENCES users (id) ON DELETE SET NULL,
    granted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, role_id)
);

CREATE TABLE role_permissions (
    role_id       bigint NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission_id bigint NOT NULL REFERENCES permissions (id) ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
);

-- varve:dialect sqlite
CREATE TABLE roles (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL CONSTRAINT roles_name_key UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    CONSTRAINT roles_name_is_lower_case CHECK (name = lower(name) AND name <> '')
);

CREATE TABLE permissions (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL CONSTRAINT permissions_name_key UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    CONSTRAINT permissions_name_has_two_parts CHECK (name LIKE '_%._%' AND name = lower(name))
);

CREATE TABLE user_roles (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id    INTEGER NOT NULL REFERENCES roles (id) ON DELETE RESTRICT,
    granted_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    granted_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')),
    PRIMARY KEY (user_id, role_id)
) WITHOUT ROWID;

CREATE TABLE role_permissions (
    role_id       INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission_id INTEGER NOT NULL REFERENCES permissions (id) ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
) WITHOUT ROWID;

-- varve:dialect mysql
CREATE TABLE roles (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name        VARCHAR(100) NOT NULL,
    description VARCHAR(255) NOT NULL DEFAULT '',
    CONSTRAINT roles_name_key UNIQUE (name),
    CONSTRAINT roles_name_is_lower_case CHECK (name = lower(name) AND name <> '')
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE permissions (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name        VARCHAR(100) NOT NULL,
    description VARCHAR(255) NOT NULL DEFAULT '',
    CONSTRAINT permissions_name_key UNIQUE (name),
    CONSTRAINT permissions_name_has_two_parts CHECK (name LIKE '_%._%' AND name = lower(name))
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE user_roles (
    user_id    BIGINT NOT NULL,
    role_id    BIGINT NOT NULL,
    granted_by BIGINT,
    granted_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (user_id, role_id),
    CONSTRAINT user_roles_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_roles_role_fk FOREIGN KEY (role_id) REFERENCES roles (id) ON DELETE RESTRICT,
    CONSTRAINT user_roles_granted_by_fk FOREIGN KEY (granted_by) REFERENCES users (id)
        ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE role_permissions (
    role_id       BIGINT NOT NULL,
    permission_id BIGINT NOT NULL,
    PRIMARY KEY (role_id, permission_id),
    CONSTRAINT role_permissions_role_fk FOREIGN KEY (role_id) REFERENCES roles (id)
        ON DELETE CASCADE,
    CONSTRAINT role_permissions_permission_fk FOREIGN KEY (permission_id)
        REFERENCES permissions (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- varve:dialect all
-- The primary keys serve one direction; these serve the other, and the foreign keys' checks.
CREATE INDEX user_roles_role_idx ON user_roles (role_id);
CREATE INDEX user_roles_granted_by_idx ON user_roles (granted_by);
CREATE INDEX role_permissions_permission_idx ON role_permissions (permission_id);

-- varve:down

DROP TABLE role_permissions;
DROP TABLE user_roles;
DROP TABLE permissions;
DROP TABLE roles;
