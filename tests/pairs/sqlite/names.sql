-- pair: a name with a quote through a rebuild
-- before
CREATE TABLE "a""b" ("a""b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("a""b" INTEGER REFERENCES "a""b" ("a""b") ON DELETE CASCADE);
CREATE INDEX i ON "a""b" ("a""b");
-- rows
INSERT INTO "a""b" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "a""b" ("a""b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "a""b2" TEXT);
CREATE TABLE c ("a""b" INTEGER REFERENCES "a""b" ("a""b") ON DELETE CASCADE);
CREATE INDEX i ON "a""b" ("a""b");

-- pair: a name with blanks and semicolons through a rebuild
-- before
CREATE TABLE "a b; DROP TABLE x; --" ("a b; DROP TABLE x; --" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("a b; DROP TABLE x; --" INTEGER REFERENCES "a b; DROP TABLE x; --" ("a b; DROP TABLE x; --") ON DELETE CASCADE);
CREATE INDEX i ON "a b; DROP TABLE x; --" ("a b; DROP TABLE x; --");
-- rows
INSERT INTO "a b; DROP TABLE x; --" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "a b; DROP TABLE x; --" ("a b; DROP TABLE x; --" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "a b; DROP TABLE x; --2" TEXT);
CREATE TABLE c ("a b; DROP TABLE x; --" INTEGER REFERENCES "a b; DROP TABLE x; --" ("a b; DROP TABLE x; --") ON DELETE CASCADE);
CREATE INDEX i ON "a b; DROP TABLE x; --" ("a b; DROP TABLE x; --");

-- pair: a name that is a word of SQL through a rebuild
-- before
CREATE TABLE "select" ("select" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("select" INTEGER REFERENCES "select" ("select") ON DELETE CASCADE);
CREATE INDEX i ON "select" ("select");
-- rows
INSERT INTO "select" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "select" ("select" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "select2" TEXT);
CREATE TABLE c ("select" INTEGER REFERENCES "select" ("select") ON DELETE CASCADE);
CREATE INDEX i ON "select" ("select");

-- pair: a name with letters of all kinds through a rebuild
-- before
CREATE TABLE "naïve 表 🙂" ("naïve 表 🙂" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("naïve 表 🙂" INTEGER REFERENCES "naïve 表 🙂" ("naïve 表 🙂") ON DELETE CASCADE);
CREATE INDEX i ON "naïve 表 🙂" ("naïve 表 🙂");
-- rows
INSERT INTO "naïve 表 🙂" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "naïve 表 🙂" ("naïve 表 🙂" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "naïve 表 🙂2" TEXT);
CREATE TABLE c ("naïve 表 🙂" INTEGER REFERENCES "naïve 表 🙂" ("naïve 表 🙂") ON DELETE CASCADE);
CREATE INDEX i ON "naïve 表 🙂" ("naïve 表 🙂");

-- pair: a name with an apostrophe through a rebuild
-- before
CREATE TABLE "it's" ("it's" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("it's" INTEGER REFERENCES "it's" ("it's") ON DELETE CASCADE);
CREATE INDEX i ON "it's" ("it's");
-- rows
INSERT INTO "it's" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "it's" ("it's" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "it's2" TEXT);
CREATE TABLE c ("it's" INTEGER REFERENCES "it's" ("it's") ON DELETE CASCADE);
CREATE INDEX i ON "it's" ("it's");

-- pair: a name that begins with a digit through a rebuild
-- before
CREATE TABLE "1st" ("1st" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("1st" INTEGER REFERENCES "1st" ("1st") ON DELETE CASCADE);
CREATE INDEX i ON "1st" ("1st");
-- rows
INSERT INTO "1st" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "1st" ("1st" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "1st2" TEXT);
CREATE TABLE c ("1st" INTEGER REFERENCES "1st" ("1st") ON DELETE CASCADE);
CREATE INDEX i ON "1st" ("1st");

-- pair: a name with a dot through a rebuild
-- before
CREATE TABLE "a.b" ("a.b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("a.b" INTEGER REFERENCES "a.b" ("a.b") ON DELETE CASCADE);
CREATE INDEX i ON "a.b" ("a.b");
-- rows
INSERT INTO "a.b" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "a.b" ("a.b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "a.b2" TEXT);
CREATE TABLE c ("a.b" INTEGER REFERENCES "a.b" ("a.b") ON DELETE CASCADE);
CREATE INDEX i ON "a.b" ("a.b");

-- pair: a name with a bracket through a rebuild
-- before
CREATE TABLE "a]b[" ("a]b[" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("a]b[" INTEGER REFERENCES "a]b[" ("a]b[") ON DELETE CASCADE);
CREATE INDEX i ON "a]b[" ("a]b[");
-- rows
INSERT INTO "a]b[" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "a]b[" ("a]b[" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "a]b[2" TEXT);
CREATE TABLE c ("a]b[" INTEGER REFERENCES "a]b[" ("a]b[") ON DELETE CASCADE);
CREATE INDEX i ON "a]b[" ("a]b[");

-- pair: a name that ends a comment through a rebuild
-- before
CREATE TABLE "a */ b" ("a */ b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("a */ b" INTEGER REFERENCES "a */ b" ("a */ b") ON DELETE CASCADE);
CREATE INDEX i ON "a */ b" ("a */ b");
-- rows
INSERT INTO "a */ b" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "a */ b" ("a */ b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "a */ b2" TEXT);
CREATE TABLE c ("a */ b" INTEGER REFERENCES "a */ b" ("a */ b") ON DELETE CASCADE);
CREATE INDEX i ON "a */ b" ("a */ b");

-- pair: a name with a new line through a rebuild
-- before
CREATE TABLE "a
b" ("a
b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c ("a
b" INTEGER REFERENCES "a
b" ("a
b") ON DELETE CASCADE);
CREATE INDEX i ON "a
b" ("a
b");
-- rows
INSERT INTO "a
b" VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE "a
b" ("a
b" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, "a
b2" TEXT);
CREATE TABLE c ("a
b" INTEGER REFERENCES "a
b" ("a
b") ON DELETE CASCADE);
CREATE INDEX i ON "a
b" ("a
b");

-- pair: a name that a rebuild would take through a rebuild
-- before
CREATE TABLE varve_new_varve_new_x (z);
CREATE TABLE varve_new_x (varve_new_x INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT);
CREATE TABLE c (varve_new_x INTEGER REFERENCES varve_new_x (varve_new_x) ON DELETE CASCADE);
CREATE INDEX i ON varve_new_x (varve_new_x);
-- rows
INSERT INTO varve_new_x VALUES (1,'x'),(2,'y');
INSERT INTO c VALUES (1),(2);
-- after
CREATE TABLE varve_new_varve_new_x (z);
CREATE TABLE varve_new_x (varve_new_x INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, varve_new_x2 TEXT);
CREATE TABLE c (varve_new_x INTEGER REFERENCES varve_new_x (varve_new_x) ON DELETE CASCADE);
CREATE INDEX i ON varve_new_x (varve_new_x);

-- pair: a name with a quote is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "a""b" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name with blanks and semicolons is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "a b; DROP TABLE x; --" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name that is a word of SQL is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "select" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name with letters of all kinds is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "naïve 表 🙂" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name with an apostrophe is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "it's" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name that begins with a digit is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "1st" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name with a dot is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "a.b" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name with a bracket is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "a]b[" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name that ends a comment is dropped in a rebuild
-- loses: drop-table
-- before
CREATE TABLE t (a INTEGER UNIQUE, "a */ b" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a name with a new line is dropped in a rebuild
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER UNIQUE, "a
b" TEXT UNIQUE);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER UNIQUE);

-- pair: a column is called like a word of the note of a rebuild
-- loses: drop-column
-- loses: narrowing-type
-- before
CREATE TABLE t (a INTEGER UNIQUE, "cast" TEXT UNIQUE, "without" TEXT);
-- rows
INSERT INTO t VALUES (1,'x','z'),(2,'y',NULL);
-- after
CREATE TABLE t (a INTEGER UNIQUE, "without" INTEGER);

-- pair: names in all quotes
-- before
CREATE TABLE [t x] (`a b` INTEGER, [c d] TEXT, 'e f' BLOB);
-- rows
INSERT INTO [t x] VALUES (1,'x',NULL);
-- after
CREATE TABLE [t x] (`a b` INTEGER, [c d] TEXT NOT NULL, 'e f' BLOB);
