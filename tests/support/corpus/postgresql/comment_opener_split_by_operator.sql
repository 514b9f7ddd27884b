SELECT 1 + - - 2; SELECT 3 - -4; SELECT 5 - - -6; SELECT 8 * +/*;*/ 9; SELECT 1 -(-1); SELECT 2 /+ 3 WHERE false;
