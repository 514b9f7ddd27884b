CREATE TABLE "a;b" ("c;d" INTEGER, "it's" TEXT, "e""f;" TEXT, "/*" TEXT, "--" TEXT, ";" TEXT); SELECT "c;d", "it's", "e""f;", "/*", "--", ";" FROM "a;b"; SELECT 3;
