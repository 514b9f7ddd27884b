SELECT E'ends with a backslash\';
SELECT 2;
