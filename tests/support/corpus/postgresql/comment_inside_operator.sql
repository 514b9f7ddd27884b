SELECT 1 +/* ; */ 2; SELECT 1 +-- ;
3; SELECT 4 </*;*/ 5; SELECT 2*/*;*/3; SELECT 6 -/* ; */ 1;
SELECT 7 <=--;
8;
