/* -- */ SELECT 1; /* ; -- ; */ SELECT 2;
-- /* ; this opens nothing
SELECT 3;
-- */ nor does this close
SELECT 4;
