CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple, ACCEPT = true);
CREATE TEXT SEARCH CONFIGURATION house (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION house ALTER MAPPING FOR asciiword, word WITH plain;
COMMENT ON TEXT SEARCH CONFIGURATION house IS 'simple; ours';
SELECT to_tsvector('house', 'One; two''s company') @@ to_tsquery('house', 'two & !three');
