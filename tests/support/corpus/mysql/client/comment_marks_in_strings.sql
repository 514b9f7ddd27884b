SELECT '-- a;', '# b;', '/* c;', "-- d;", '*/'; SELECT `x -- y;` FROM (SELECT 1 AS `x -- y;`) t;
