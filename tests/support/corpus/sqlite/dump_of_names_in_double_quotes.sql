PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "a;b" ("c;d" INTEGER, "it's" TEXT, "e""f;" TEXT, "/*" TEXT, "--" TEXT, ";" TEXT);
COMMIT;
