-- pair: tables of two namespaces that refer to each other are made
-- after
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY REFERENCES public.t);
ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES app.t;

-- pair: what is needed of a namespace that nobody speaks of stays
-- loses: drop-column
-- same: SELECT app.twice(2)::text
-- before
CREATE SCHEMA app;
CREATE FUNCTION app.twice(a int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a * 2;
CREATE TABLE app.others (id int PRIMARY KEY);
CREATE TABLE t (id int, a int GENERATED ALWAYS AS (app.twice(id)) STORED);
CREATE VIEW v AS SELECT id FROM app.others;
-- rows
INSERT INTO t VALUES (4);
-- after
CREATE TABLE t (id int, b int);
