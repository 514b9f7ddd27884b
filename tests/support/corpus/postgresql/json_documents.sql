CREATE TABLE docs (id int PRIMARY KEY, doc jsonb NOT NULL CHECK (jsonb_typeof(doc) = 'object'));
INSERT INTO docs VALUES
    (1, '{"name": "a;b", "tags": ["x", "y;"], "size": {"w": 1, "h": 2}}'),
    (2, $json${"name": "it's", "tags": []}$json$);
SELECT id, doc ->> 'name', doc #>> '{size,w}', doc -> 'tags' -> 0 FROM docs WHERE doc @> '{"tags": ["x"]}';
SELECT id FROM docs WHERE doc ? 'size' OR doc ?| ARRAY['a', 'b;'] OR doc @? '$.tags[*] ? (@ == "y;")';
UPDATE docs SET doc = jsonb_set(doc, '{size,d}', '3', true) || '{"note": "now; then"}' WHERE id = 1;
UPDATE docs SET doc['size']['w'] = '5' WHERE id = 1;
SELECT d.id, t.tag FROM docs AS d CROSS JOIN LATERAL jsonb_array_elements_text(d.doc -> 'tags') AS t (tag);
SELECT * FROM jsonb_to_recordset('[{"a": 1, "b": "x;"}]') AS r (a int, b text);
