CREATE TABLE spans (begin TEXT, end TEXT, CHECK (end > begin));
INSERT INTO spans (begin, end) VALUES ('a', 'b');
SELECT end, begin, spans.end FROM spans WHERE end <> begin ORDER BY end; UPDATE spans SET end = 'c'; CREATE INDEX end ON spans (end); DROP INDEX end; SELECT max(end) AS end FROM spans;
