SELECT E'\u0027;', E'\U0001F600;', E'\x27;', E'\047;', E'\n;\t;';
SELECT 2;
