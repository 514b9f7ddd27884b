SELECT 'C:\'; SELECT '\\'; SELECT 'a\'';'; SELECT '\'''';'; SELECT 5;
