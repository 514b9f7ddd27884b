CREATE TABLE "a;b" ("c;d" int, "e""f;" int, ";" int, "--" int, "/*" int, "$$" int, "'" int);
SELECT "c;d", "e""f;", ";", "--", "/*", "$$", "'" FROM "a;b"; SELECT 1;
