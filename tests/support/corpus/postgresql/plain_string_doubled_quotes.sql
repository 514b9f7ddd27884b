SELECT 'it''s; fine'; SELECT ''''; SELECT ''';'; SELECT ''';'''; SELECT '';
