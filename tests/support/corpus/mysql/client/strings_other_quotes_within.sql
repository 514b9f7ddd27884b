SELECT '"; `', "'; `", `a'b";` FROM (SELECT 1 AS `a'b";`) t; SELECT 2;
