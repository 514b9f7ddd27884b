WITH RECURSIVE tree (id, path) AS (
    SELECT id, ARRAY[id] FROM nodes WHERE parent IS NULL
    UNION ALL
    SELECT n.id, t.path || n.id FROM nodes AS n JOIN tree AS t ON n.parent = t.id
) SEARCH DEPTH FIRST BY id SET ordercol CYCLE id SET is_cycle TO 'y;' DEFAULT 'n;' USING cycle_path
SELECT * FROM tree; WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (DELETE FROM t RETURNING *) SELECT * FROM a, b;
