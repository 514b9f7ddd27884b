SELECT xmlelement(name "a;b", xmlattributes('x;' AS y), 'text;'); SELECT xmlparse(CONTENT '<a>;</a>'), xmlforest(a, b AS "c;"); SELECT * FROM xmltable('/r' PASSING '<r/>' COLUMNS a text PATH '@a;' DEFAULT ';', n FOR ORDINALITY);
SELECT extract(epoch FROM now()), position(';' IN 'a;b'), substring('a;b' FROM 1 FOR 2), trim(BOTH ';' FROM ';a;'), overlay('abc' PLACING ';' FROM 2), 'a' COLLATE "C", 'x' SIMILAR TO ';|x' ESCAPE '\';
SELECT now() AT TIME ZONE 'UTC', (a, b) OVERLAPS (c, d), a IS DISTINCT FROM b, a IS NOT NORMALIZED, treat(a AS int), collation for ('x') FROM t;
