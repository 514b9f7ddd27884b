-- pair: a sequence outlives the column that owned it
-- loses: drop-table
-- same: SELECT last_value::text FROM s
-- before
CREATE TABLE t (id int);
CREATE TABLE owner (id int);
CREATE SEQUENCE s OWNED BY owner.id;
-- rows
SELECT nextval('s'), nextval('s');
-- after
CREATE TABLE t (id int);
CREATE SEQUENCE s OWNED BY t.id;

-- pair: a table with a serial is parted
-- loses: drop-table
-- converted: t.id
-- converted: t.a
-- before
CREATE TABLE t (id serial, a int);
-- after
CREATE TABLE t (id serial, a int) PARTITION BY LIST (a);

-- pair: an identity becomes a serial of its name
-- before
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int);
-- rows
INSERT INTO t (a) VALUES (1), (2);
-- after
CREATE TABLE t (id serial PRIMARY KEY, a int);
