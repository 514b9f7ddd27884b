SELECT 'one; '
       'two; '


       'three;' AS joined;
SELECT 'line one;
line two;
line three' AS kept;
SELECT 3;
