SELECT 1;
SELECT 2; /* this is never closed; SQLite does not mind
SELECT 3;
