CREATE TABLE naïve (größe int, 名前 text, имя text, ☃ int, a😀b int);
SELECT größe, 名前, имя, ☃, a😀b FROM naïve; SELECT 'ü;', "ü;" FROM (SELECT 1 AS "ü;") AS q;
