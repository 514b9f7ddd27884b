CREATE TABLE boards (id int PRIMARY KEY, cells int[3][3], open daterange[], names text[] DEFAULT '{}'::text[]);
INSERT INTO boards VALUES (1, '{{1,2,3},{4,5,6},{7,8,9}}', ARRAY['[2026-01-01,2026-02-01)'::daterange], '{"a;b","c\"d"}');
SELECT cells[1:2][2:3], cells[2][2], names[1], array_length(cells, 1) FROM boards;
UPDATE boards SET cells[1:1] = '{10,20,30}', names = names || ARRAY['e;f'] WHERE 'a;b' = ANY (names);
SELECT unnest(names), generate_subscripts(names, 1) FROM boards;
