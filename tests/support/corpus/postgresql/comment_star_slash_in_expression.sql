SELECT count(*)/2 FROM t; SELECT 4 */* ; */ 2; SELECT (count(*))/ 3 FROM t;
