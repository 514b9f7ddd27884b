CREATE TABLE flags (
    name        text PRIMARY KEY,
    enabled     boolean NOT NULL DEFAULT false,
    rollout     smallint NOT NULL DEFAULT 0 CHECK (rollout BETWEEN 0 AND 100),
    description text NOT NULL DEFAULT 'no description; yet'
);

CREATE FUNCTION flag_is_on(flag text, subject text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN coalesce((
        SELECT CASE
            WHEN NOT f.enabled THEN false
            WHEN f.rollout = 100 THEN true
            ELSE abs(hashtext(flag || ';' || subject)) % 100 < f.rollout
        END
        FROM flags AS f WHERE f.name = flag
    ), false);

INSERT INTO flags VALUES ('new-search', true, 100), ('beta;two', false, 0);
SELECT flag_is_on('new-search', 'ann'), flag_is_on('missing', 'ann');
