CREATE TABLE spans (begin INTEGER, end INTEGER);
CREATE TRIGGER r AFTER INSERT ON spans BEGIN
    SELECT end FROM spans;
    SELECT end;
    UPDATE spans SET end = new.end, begin = new.begin WHERE end = new.end AND begin < end;
    SELECT max(end) AS end FROM spans;
    DELETE FROM spans WHERE end;
END;
SELECT end FROM spans;
