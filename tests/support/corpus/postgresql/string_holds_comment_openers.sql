SELECT '-- not a comment'; SELECT '/* neither'; SELECT '*/'; SELECT '--;'; SELECT 'x' -- this one is ; '
;
SELECT '/*;*/';
