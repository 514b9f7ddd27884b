SELECT 'it''s; fine'; SELECT ''''; SELECT ''';'; SELECT ''';'''; SELECT ''; SELECT '"'; SELECT "'" FROM (SELECT 1 AS "'"); SELECT '`;'; SELECT '[;'; SELECT 10;
