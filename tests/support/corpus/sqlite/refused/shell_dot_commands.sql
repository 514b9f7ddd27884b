.mode csv
SELECT 1;
.quit
