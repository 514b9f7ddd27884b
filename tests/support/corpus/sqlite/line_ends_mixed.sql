SELECT 1;
SELECT 2;
SELECT 3;-- comment; a lone return does not end itSELECT 4;

SELECT 'a
b;c;
';
SELECT 6;