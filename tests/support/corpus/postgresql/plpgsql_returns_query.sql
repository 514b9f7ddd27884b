CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, name text NOT NULL);
INSERT INTO tree VALUES (1, NULL, 'root'), (2, 1, 'left; branch'), (3, 1, 'right'), (4, 2, 'leaf');

CREATE FUNCTION subtree(top int)
RETURNS TABLE (id int, depth int, path text)
LANGUAGE plpgsql STABLE ROWS 50
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH RECURSIVE walk AS (
        SELECT t.id, 0 AS depth, t.name AS path FROM tree AS t WHERE t.id = top
        UNION ALL
        SELECT t.id, w.depth + 1, w.path || ' / ' || t.name
        FROM tree AS t JOIN walk AS w ON t.parent = w.id
    )
    SELECT w.id, w.depth, w.path FROM walk AS w ORDER BY w.path;

    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = format('no node %s; nothing below it', top);
    END IF;
END;
$$;

SELECT * FROM subtree(1);
