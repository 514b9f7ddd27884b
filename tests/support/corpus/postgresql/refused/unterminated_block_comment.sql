SELECT 1;
/* open; /* closed */ still open;
SELECT 2;
