-- pair: a primary key is added
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);

-- pair: a primary key is added and values are not unique
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a TEXT, b TEXT);
-- rows
INSERT INTO t VALUES ('3','x'),('3','y');
-- after
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT);

-- pair: a primary key goes
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT);

-- pair: a primary key gets another column
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (b));

-- pair: a primary key has its columns in another order
-- before
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (a, b));
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (b, a));

-- pair: a primary key is sorted in another way
-- before
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (a, b));
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (a DESC, b COLLATE NOCASE));

-- pair: a descending key of a column is no number of the row
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY DESC, b TEXT);

-- pair: a primary key gets a name
-- before
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (a));
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT, CONSTRAINT "the key" PRIMARY KEY (a));

-- pair: a new column is the number of the row
-- same: SELECT rowid, b FROM t
-- before
CREATE TABLE t (b TEXT);
-- rows
INSERT INTO t (rowid, b) VALUES (3,'x'),(40,'y');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT);

-- pair: numbers of rows stay where nothing names them
-- fails: NOT NULL constraint failed
-- before
CREATE TABLE t (b TEXT);
-- rows
INSERT INTO t (rowid, b) VALUES (3,'x'),(40,'y'),(-2,NULL);
-- after
CREATE TABLE t (b TEXT NOT NULL ON CONFLICT FAIL DEFAULT '' UNIQUE);

-- pair: numbers of rows stay though columns are called like them
-- same: SELECT _rowid_, rowid FROM t
-- before
CREATE TABLE t (rowid TEXT, oid TEXT);
-- rows
INSERT INTO t (_rowid_, rowid) VALUES (3,'x'),(40,'y'),(-2,NULL);
-- after
CREATE TABLE t (rowid TEXT, oid BLOB);

-- pair: a table whose columns take all names of the number
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (rowid TEXT, oid TEXT, _rowid_ TEXT);
-- rows
INSERT INTO t VALUES ('x','y','z'),(NULL,'y','z');
-- after
CREATE TABLE t (rowid TEXT, oid BLOB, _rowid_ TEXT UNIQUE ON CONFLICT IGNORE);

-- pair: numbers are given out once only
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(7,'y');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);

-- pair: numbers may be given out again
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(7,'y');
DELETE FROM t WHERE id = 7;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT);

-- pair: numbers that were given out stay so through a rebuild
-- same: SELECT name, seq FROM sqlite_sequence ORDER BY 1
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE u (id INTEGER PRIMARY KEY AUTOINCREMENT);
-- rows
INSERT INTO t VALUES (1,'x'),(70,'y');
DELETE FROM t WHERE id = 70;
INSERT INTO u VALUES (9);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE);
CREATE TABLE u (id INTEGER PRIMARY KEY AUTOINCREMENT);

-- pair: numbers of an emptied table stay given out
-- same: SELECT name, seq FROM sqlite_sequence
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
-- rows
INSERT INTO t VALUES (70,'y');
DELETE FROM t;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b BLOB);

-- pair: a table without rows gives out its first number
-- same: SELECT coalesce(max(seq), 0) FROM sqlite_sequence
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b BLOB);

-- pair: a unique constraint is added
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,NULL),(5,NULL);
-- after
CREATE TABLE t (a INTEGER, b TEXT UNIQUE);

-- pair: a unique constraint is added and values are not
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'x');
-- after
CREATE TABLE t (a INTEGER, b TEXT UNIQUE);

-- pair: rows that are not unique are not passed over
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'x');
-- after
CREATE TABLE t (a INTEGER, b TEXT, UNIQUE (b) ON CONFLICT IGNORE);

-- pair: rows that are not unique are not replaced
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'x');
-- after
CREATE TABLE t (a INTEGER, b TEXT, UNIQUE (b) ON CONFLICT REPLACE);

-- pair: a unique constraint goes
-- before
CREATE TABLE t (a INTEGER, b TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT);

-- pair: a unique constraint gets a column more
-- before
CREATE TABLE t (a INTEGER, b TEXT, UNIQUE (a));
-- rows
INSERT INTO t VALUES (3,'x'),(4,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT, UNIQUE (a, b));

-- pair: a unique constraint has another name
-- before
CREATE TABLE t (a INTEGER, CONSTRAINT one UNIQUE (a));
-- rows
INSERT INTO t VALUES (3),(4);
-- after
CREATE TABLE t (a INTEGER, CONSTRAINT two UNIQUE (a));

-- pair: a unique constraint becomes an index
-- before
CREATE TABLE t (a INTEGER, UNIQUE (a));
-- rows
INSERT INTO t VALUES (3),(4);
-- after
CREATE TABLE t (a INTEGER);
CREATE UNIQUE INDEX i ON t (a);

-- pair: two unique constraints of the same columns become one
-- before
CREATE TABLE t (a INTEGER UNIQUE, CONSTRAINT two UNIQUE (a));
-- rows
INSERT INTO t VALUES (3),(4);
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a check is added
-- before
CREATE TABLE t (a INTEGER);
-- rows
INSERT INTO t VALUES (3),(NULL);
-- after
CREATE TABLE t (a INTEGER CHECK (a > 0));

-- pair: a check is added that a row does not pass
-- fails: CHECK constraint failed
-- before
CREATE TABLE t (a INTEGER);
-- rows
INSERT INTO t VALUES (3),(-1);
-- after
CREATE TABLE t (a INTEGER CHECK (a > 0));

-- pair: a check goes
-- before
CREATE TABLE t (a INTEGER CHECK (a > 0));
-- rows
INSERT INTO t VALUES (3),(NULL);
-- after
CREATE TABLE t (a INTEGER);

-- pair: a check is another
-- before
CREATE TABLE t (a INTEGER CHECK (a > 0), b TEXT);
-- rows
INSERT INTO t VALUES (3,'x'),(NULL,NULL);
-- after
CREATE TABLE t (a INTEGER CHECK (a > 1), b TEXT CHECK (b <> ')' AND length(b) < 9));

-- pair: a check has a name and another text
-- before
CREATE TABLE t (a INTEGER, CONSTRAINT c CHECK (a > 0));
-- rows
INSERT INTO t VALUES (3);
-- after
CREATE TABLE t (a INTEGER, CONSTRAINT c CHECK (a > 1));

-- pair: a check names the table
-- refused: no such column: t.a
-- before
CREATE TABLE t (a INTEGER);
-- rows
INSERT INTO t VALUES (3);
-- after
CREATE TABLE t (a INTEGER, CHECK (t.a > 0));

-- pair: a check has a comment
-- before
CREATE TABLE t (a INTEGER);
-- rows
INSERT INTO t VALUES (3);
-- after
CREATE TABLE t (a INTEGER, CHECK (a > 0 -- positive )
));

-- pair: a table has numbers of rows no more
-- before
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES ('x','1'),('y',NULL);
-- after
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID;

-- pair: a table without numbers cannot have a NULL in its key
-- fails: NOT NULL constraint failed
-- before
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES ('x','1'),(NULL,NULL);
-- after
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID;

-- pair: a table has numbers of rows from now on
-- before
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID;
-- rows
INSERT INTO t VALUES ('x','1'),('y',NULL);
-- after
CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT);

-- pair: a column of a table without numbers is another
-- before
CREATE TABLE t (a TEXT, b TEXT, c, PRIMARY KEY (b, a)) WITHOUT ROWID;
-- rows
INSERT INTO t VALUES ('x','1',2),('y','2',NULL);
-- after
CREATE TABLE t (a TEXT, b TEXT, c BLOB DEFAULT 4, PRIMARY KEY (b, a)) WITHOUT ROWID;

-- pair: a table is strict from now on
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(NULL,NULL);
-- after
CREATE TABLE t (a INTEGER, b TEXT) STRICT;

-- pair: a table with a wrong value cannot be strict
-- fails: cannot store TEXT value in INTEGER column
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES ('one','x'),(NULL,NULL);
-- after
CREATE TABLE t (a INTEGER, b TEXT) STRICT;

-- pair: a table is not strict any more
-- before
CREATE TABLE t (a INTEGER, b TEXT) STRICT;
-- rows
INSERT INTO t VALUES (1,'x'),(NULL,NULL);
-- after
CREATE TABLE t (a INTEGER, b TEXT);

-- pair: any value of a strict table becomes a number where it looks like one
-- loses: narrowing-type
-- converted: t.b
-- before
CREATE TABLE t (a INTEGER, b ANY) STRICT;
-- rows
INSERT INTO t VALUES (1,'007'),(NULL,2);
-- after
CREATE TABLE t (a INTEGER, b ANY);

-- pair: a number is any value of a strict table
-- before
CREATE TABLE t (a INTEGER, b ANY);
-- rows
INSERT INTO t VALUES (1,'007'),(NULL,2),(3,'x');
-- after
CREATE TABLE t (a INTEGER, b ANY) STRICT;

-- pair: a strict table gets a column of any type
-- before
CREATE TABLE t (a INTEGER) STRICT;
-- rows
INSERT INTO t VALUES (1),(NULL);
-- after
CREATE TABLE t (a INTEGER, b ANY) STRICT;

-- pair: a strict table without numbers has another key
-- before
CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (a)) STRICT, WITHOUT ROWID;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER, b TEXT NOT NULL, PRIMARY KEY (b)) STRICT, WITHOUT ROWID;
