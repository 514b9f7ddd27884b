-- first; comment
SELECT 1; -- it's; "quoted
SELECT 2; --; SELECT 3;
-----
SELECT 4;--
--no final newline after this one;
