SELECT ((((((((((((((((1)))))))))))))))); SELECT (SELECT (SELECT (SELECT ';'))); SELECT 1 IN (1, (2), ((3)));
