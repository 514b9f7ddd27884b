SELECT 'a' AS e, E'\';' AS f; SELECT 'a\' AS e; SELECT 'b';
