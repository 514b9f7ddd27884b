WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT group_concat(i, ';') FROM n;
CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree, name TEXT);
INSERT INTO tree VALUES (1, NULL, 'root'), (2, 1, 'left; branch'), (3, 2, 'leaf');
WITH RECURSIVE walk (id, path) AS (
    SELECT id, name FROM tree WHERE parent IS NULL
    UNION ALL
    SELECT t.id, w.path || ' / ' || t.name FROM tree AS t JOIN walk AS w ON t.parent = w.id
    ORDER BY 2
) SELECT * FROM walk;
WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT * FROM a, b;
