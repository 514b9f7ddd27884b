CREATE TABLE counts (key TEXT PRIMARY KEY, n INTEGER NOT NULL);
CREATE TABLE events (key TEXT);
CREATE TRIGGER count_events AFTER INSERT ON events BEGIN
    INSERT INTO counts VALUES (new.key, 1)
    ON CONFLICT (key) DO UPDATE SET n = n + 1 WHERE excluded.key <> ';';
END;
INSERT INTO events VALUES ('a'), ('a'), (';');
