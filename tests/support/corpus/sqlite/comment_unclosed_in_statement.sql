SELECT 1;
SELECT 2 /* never closed; and the statement ends here