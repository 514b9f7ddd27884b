/* it's; an "open quote */ SELECT 1; -- isn't; it
SELECT 2; /* $$ ; ' ; " ; E'\ */ SELECT 3; /* '*/ SELECT '*/'; -- "
SELECT 5;
