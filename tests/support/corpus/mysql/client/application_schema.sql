-- users
CREATE TABLE users (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, -- key; surrogate
    email VARCHAR(190) NOT NULL,
    name VARCHAR(100) NOT NULL DEFAULT '', # shown; may be empty
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE KEY users_email (email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='People; all of them';

CREATE TABLE posts (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    body MEDIUMTEXT,
    FULLTEXT KEY posts_body (body),
    CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO users (email, name) VALUES ('a@example.com', 'Ann'), ('b@example.com', 'O\'Brien; Bob');
UPDATE users SET name = CONCAT(name, ';') WHERE id = 1;
ALTER TABLE posts ADD COLUMN published_at DATETIME NULL AFTER body, ADD INDEX posts_published (published_at);
