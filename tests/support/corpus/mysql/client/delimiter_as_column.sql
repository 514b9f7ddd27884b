CREATE TABLE csv (
  `delimiter` CHAR(1),
  quote CHAR(1)
);
INSERT INTO csv VALUES (';', '"');
SELECT `delimiter` FROM csv;
