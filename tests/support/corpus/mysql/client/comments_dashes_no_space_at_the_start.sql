--one;
--two
SELECT 1;
