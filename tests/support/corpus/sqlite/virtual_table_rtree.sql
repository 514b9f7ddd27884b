CREATE VIRTUAL TABLE boxes USING rtree(id, min_x, max_x, min_y, max_y, +label TEXT);
INSERT INTO boxes VALUES (1, 0, 10, 0, 10, 'a;b'); SELECT id, label FROM boxes WHERE min_x <= 5 AND max_x >= 5; DROP TABLE boxes;
