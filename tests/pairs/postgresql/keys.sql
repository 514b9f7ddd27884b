-- pair: both ends of a foreign key get another type
-- converted: p.id
-- converted: c.p
-- before
CREATE TABLE p (id bigint PRIMARY KEY);
CREATE TABLE c (p bigint REFERENCES p ON DELETE CASCADE);
-- rows
INSERT INTO p VALUES (1), (2);
INSERT INTO c VALUES (2), (NULL);
-- after
CREATE TABLE p (id text PRIMARY KEY);
CREATE TABLE c (p text REFERENCES p ON DELETE CASCADE);

-- pair: another column is the primary key, and the former may be NULL
-- before
CREATE TABLE t (id int PRIMARY KEY, other int NOT NULL, UNIQUE (other));
CREATE TABLE c (id int REFERENCES t (other));
-- rows
INSERT INTO t VALUES (1, 11), (2, 12);
INSERT INTO c VALUES (11);
-- after
CREATE TABLE t (id int, other int PRIMARY KEY);
CREATE TABLE c (id int REFERENCES t (other));

-- pair: a foreign key refers to what another index keeps unique
-- before
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX u ON t (a);
CREATE TABLE c (a int, CONSTRAINT to_t FOREIGN KEY (a) REFERENCES t (a));
-- rows
INSERT INTO t VALUES (1, 2);
INSERT INTO c VALUES (1);
-- after
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX u ON t (a) INCLUDE (b);
CREATE TABLE c (a int, CONSTRAINT to_t FOREIGN KEY (a) REFERENCES t (a));

-- pair: constraints are commented on and validated where they are
-- same: SELECT oid::text FROM pg_constraint WHERE conname IN ('t_pkey', 'positive', 'of_p')
-- before
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, p int);
ALTER TABLE t ADD CONSTRAINT positive CHECK (p > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT of_p FOREIGN KEY (p) REFERENCES p;
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, p int);
ALTER TABLE t ADD CONSTRAINT positive CHECK (p > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT of_p FOREIGN KEY (p) REFERENCES p;
COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';
COMMENT ON CONSTRAINT of_p ON t IS 'whose it is';

-- pair: a constraint is validated
-- before
CREATE TABLE t (a int);
ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, CONSTRAINT positive CHECK (a > 0));

-- pair: an index gets a comment where it is
-- same: SELECT 'i'::regclass::oid::text
-- before
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
-- after
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
COMMENT ON INDEX i IS 'of a';

-- pair: a constraint has the name of an index that goes
-- before
CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a));
CREATE INDEX k ON t (b);
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE t (a int, b int, CONSTRAINT k UNIQUE (a));
