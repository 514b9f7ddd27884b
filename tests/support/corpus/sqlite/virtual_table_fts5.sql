CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = "unicode61 tokenchars '-;_'", prefix='2 3');
INSERT INTO docs VALUES ('Hello; World', 'it''s -- a /* test */');
SELECT snippet(docs, 1, '<b>', '</b>;', '…', 5) FROM docs WHERE docs MATCH 'title:hello AND "te"*'; INSERT INTO docs (docs) VALUES ('optimize'); DROP TABLE docs;
