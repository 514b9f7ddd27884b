-- pair: a foreign key is added
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int);
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));

-- pair: a foreign key goes
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int);

-- pair: a foreign key without a name
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int);
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);

-- pair: a foreign key does something else
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE);

-- pair: both sides of a foreign key get another type
-- before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
-- rows
INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p bigint, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));

-- pair: tables that refer to each other are made
-- after
CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id)); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id);

-- pair: tables that refer to each other go
-- loses: drop-table
-- before
CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id)); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id); CREATE TABLE c (x int);
-- after
CREATE TABLE c (x int);

-- pair: a table refers to itself
-- before
CREATE TABLE t (id int PRIMARY KEY, up int);
-- rows
INSERT INTO t VALUES (1, NULL), (2, 1);
-- after
CREATE TABLE t (id int PRIMARY KEY, up int, CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id));

-- pair: a key of two columns is referred to
-- before
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int);
-- after
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES p (a, b));

-- pair: a referring table is renamed
-- answer: renamed table d from=c
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE d (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));

-- pair: an index of one's own takes the place of a foreign key's
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id)); CREATE INDEX i ON c (p, id);

-- pair: a referring column goes
-- loses: drop-column
-- before
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
-- rows
INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1);
-- after
CREATE TABLE p (id int PRIMARY KEY, n varchar(9)); CREATE TABLE c (id int PRIMARY KEY);
