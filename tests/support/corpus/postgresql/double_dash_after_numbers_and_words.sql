SELECT 1--;
;SELECT a--;
FROM t;SELECT 'x'--;
;SELECT "y"--;
FROM (SELECT 1 AS "y") q;SELECT $$z$$--;
;SELECT 6
