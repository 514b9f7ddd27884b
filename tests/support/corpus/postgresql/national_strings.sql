SELECT N'a;b'; SELECT n'it''s;'; SELECT N'\'; SELECT 4;
