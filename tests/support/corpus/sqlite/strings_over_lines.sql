SELECT 'line one;
line two; -- not a comment
/* neither
';
SELECT 2;
