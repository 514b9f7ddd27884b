SELECT '
.quit
.mode csv
'; SELECT '.read file.sql;'; /*
.dump
*/ SELECT 3;
