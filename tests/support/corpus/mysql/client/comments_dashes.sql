-- one; two
SELECT 1 -- three; four
, 2;
--
SELECT 3;
--	x;
SELECT 4;
