SELECT 1 AS `a;b`, 2 AS `c``;`, 3 AS `d\`; SELECT 4 AS `e`;
