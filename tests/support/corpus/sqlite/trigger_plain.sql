CREATE TABLE t (a INTEGER, b TEXT);
CREATE TABLE log (what TEXT);
CREATE TRIGGER t_insert AFTER INSERT ON t
BEGIN
    INSERT INTO log VALUES ('inserted ' || new.a);
    UPDATE t SET b = 'x;' WHERE a = new.a;
END;
INSERT INTO t (a) VALUES (1);
SELECT * FROM log;
