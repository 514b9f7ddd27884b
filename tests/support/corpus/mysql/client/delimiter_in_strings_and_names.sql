DELIMITER //
SELECT 'http://a;' AS `b//c` // SELECT "d//"//
/* // */ SELECT 3 -- // x
//
