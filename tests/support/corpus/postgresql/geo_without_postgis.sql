CREATE TABLE places (name text PRIMARY KEY, at point NOT NULL, outline polygon, reach circle GENERATED ALWAYS AS (circle(at, 5)) STORED);
CREATE INDEX places_at ON places USING gist (at);
INSERT INTO places (name, at, outline) VALUES ('a;b', '(1,2)', '((0,0),(1,0),(1,1))'), ('c', '(3,4)', NULL);
SELECT name, at <-> '(0,0)'::point AS distance FROM places ORDER BY at <-> '(0,0)'::point LIMIT 1;
SELECT count(*) FROM places WHERE at <@ box '((0,0),(10,10))' AND reach && circle '((1,1),2)';
