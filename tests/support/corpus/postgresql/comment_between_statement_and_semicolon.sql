SELECT 1 -- one;
; SELECT 2 /* two; */ ;
SELECT 3
-- three;
-- four;
;
SELECT 5;
