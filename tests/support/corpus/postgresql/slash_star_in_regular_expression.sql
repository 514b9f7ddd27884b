SELECT 'a' ~ '/*'; SELECT regexp_replace('a;b', '[;]/\*.*', ';', 'g'); SELECT 'x' ~ E'\\/\\*;\''; SELECT 4 /* ; */;
