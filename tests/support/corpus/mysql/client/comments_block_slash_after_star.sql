SELECT 2 */* x; */ 3; SELECT 4;
