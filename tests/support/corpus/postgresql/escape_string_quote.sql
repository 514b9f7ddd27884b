SELECT E'it\'s; still the string'; SELECT e'\';'; SELECT E'\\'; SELECT E'\\\';'; SELECT 5;
