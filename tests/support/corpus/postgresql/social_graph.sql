CREATE TABLE members (id bigint PRIMARY KEY, handle text UNIQUE NOT NULL);
CREATE TABLE follows (
    follower bigint REFERENCES members ON DELETE CASCADE,
    followed bigint REFERENCES members ON DELETE CASCADE,
    since    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (follower, followed),
    CHECK (follower <> followed)
);
CREATE INDEX follows_reverse ON follows (followed, follower);
INSERT INTO members SELECT n, 'user' || n FROM generate_series(1, 50) AS n;
INSERT INTO follows SELECT a, 1 + (a * 7 + b) % 50 FROM generate_series(1, 50) AS a, generate_series(1, 3) AS b WHERE a <> 1 + (a * 7 + b) % 50 ON CONFLICT DO NOTHING;

WITH RECURSIVE reach AS (
    SELECT 1::bigint AS id, 0 AS hops
    UNION
    SELECT f.followed, r.hops + 1 FROM reach AS r JOIN follows AS f ON f.follower = r.id WHERE r.hops < 3
)
SELECT hops, count(DISTINCT id) FROM reach GROUP BY hops ORDER BY hops;
