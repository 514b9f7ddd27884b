SELECT 1;
SELECT 2;
SELECT 3;-- comment; ends at a lone returnSELECT 4;

SELECT 'a
b;c;
';
SELECT E'x''y\';';SELECT 7;