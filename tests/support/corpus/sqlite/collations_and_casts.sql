SELECT CAST('1;' AS INTEGER), CAST(x'3b' AS TEXT), 'a' = 'A' COLLATE NOCASE, typeof(CAST(1 AS "weird;type")); SELECT 2;
