PRAGMA recursive_triggers = ON;
CREATE TABLE countdown (n INTEGER);
CREATE TRIGGER next AFTER INSERT ON countdown WHEN new.n > 0 BEGIN INSERT INTO countdown VALUES (new.n - 1); END;
INSERT INTO countdown VALUES (5);
SELECT count(*) FROM countdown;
