USE other;
SELECT 1;
USE sample;
SELECT 2;
