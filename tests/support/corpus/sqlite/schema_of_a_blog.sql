CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, slug TEXT GENERATED ALWAYS AS (lower(replace(replace(title, ' ', '-'), ';', ''))) STORED, published_at TEXT);
CREATE UNIQUE INDEX posts_slug ON posts (slug) WHERE published_at IS NOT NULL;
CREATE TABLE tags (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE post_tags (post_id INTEGER REFERENCES posts ON DELETE CASCADE, tag TEXT REFERENCES tags ON UPDATE CASCADE, PRIMARY KEY (post_id, tag)) WITHOUT ROWID;
INSERT INTO posts (title) VALUES ('Hello; World'), ('It''s -- me');
INSERT INTO tags VALUES ('a;b'), ('c');
INSERT INTO post_tags SELECT id, name FROM posts, tags;
SELECT slug, (SELECT group_concat(tag, '; ') FROM post_tags WHERE post_id = posts.id) FROM posts;
