-- a comment with $$ that opens nothing; still a comment
SELECT 1; /* $x$ ; */ SELECT 2;
-- $x$
SELECT 3;
