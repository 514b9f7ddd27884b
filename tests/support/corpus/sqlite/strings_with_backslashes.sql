SELECT 'C:\'; SELECT '\\'; SELECT 'a\'';'; SELECT '\n;'; SELECT 5;
