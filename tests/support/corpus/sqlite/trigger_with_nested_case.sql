CREATE TABLE t (a INTEGER, grade TEXT);
CREATE TRIGGER r AFTER UPDATE OF a ON t FOR EACH ROW WHEN CASE WHEN new.a > 0 THEN 1 ELSE 0 END
BEGIN
    UPDATE t SET grade =
        CASE
            WHEN new.a > 90 THEN CASE WHEN new.a > 95 THEN CASE WHEN new.a = 100 THEN 'A++' ELSE 'A+' END ELSE 'A' END
            WHEN new.a > 80 THEN 'B'
            ELSE (CASE WHEN old.a > new.a THEN 'C; worse' ELSE 'C' END)
        END
    WHERE rowid = new.rowid;
END;
INSERT INTO t (a) VALUES (5);
UPDATE t SET a = 99;
