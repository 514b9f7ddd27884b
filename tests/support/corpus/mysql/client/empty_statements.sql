;;
SELECT 1;;
;
