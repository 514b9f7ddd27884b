CREATE TABLE log (trigger TEXT, temp TEXT, begin TEXT);
INSERT INTO log (trigger) VALUES ('CREATE TRIGGER x BEGIN');
SELECT trigger FROM log; CREATE INDEX i ON log (trigger); CREATE VIEW v AS SELECT trigger, begin FROM log; SELECT 5;
CREATE TABLE "create trigger" (a); SELECT 6;
