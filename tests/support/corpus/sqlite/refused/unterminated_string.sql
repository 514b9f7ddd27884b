SELECT 1;
SELECT 'open; and never closed;
SELECT 3;
