CREATE TABLE authors (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE posts (
    id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id    int NOT NULL REFERENCES authors ON DELETE CASCADE,
    title        text NOT NULL,
    slug         text GENERATED ALWAYS AS (trim(BOTH '-' FROM regexp_replace(lower(title), '[^a-z0-9]+', '-', 'g'))) STORED,
    body         text NOT NULL DEFAULT '',
    published_at timestamptz
);
CREATE UNIQUE INDEX posts_slug_key ON posts (slug) WHERE published_at IS NOT NULL;
CREATE TABLE comments (
    id      bigserial PRIMARY KEY,
    post_id int NOT NULL REFERENCES posts ON DELETE CASCADE,
    reply_to bigint REFERENCES comments ON DELETE SET NULL,
    body    text NOT NULL CHECK (body !~ '^\s*$')
);
INSERT INTO authors (name) VALUES ('D''Arcy; M.');
INSERT INTO posts (author_id, title) VALUES (1, 'Hello; World -- again /* and again */');
SELECT slug FROM posts;
