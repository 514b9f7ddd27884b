SELECT 1 AS "first line;
second line;
third"; SELECT 2;
