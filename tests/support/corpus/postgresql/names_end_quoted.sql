CREATE TABLE spans ("begin" timestamptz, "end" timestamptz, "case" text, CHECK ("end" > "begin"));
SELECT "end", spans."end", CASE WHEN "end" > "begin" THEN "case" END AS "end" FROM spans; SELECT 2;
