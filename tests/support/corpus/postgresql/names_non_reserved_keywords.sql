CREATE TABLE function (trigger int, procedure int, rule int, language int, declare int, loop int, begin int, atomic int, return int, commit int);
SELECT trigger, procedure, rule, language, declare, loop, begin, atomic, return, commit FROM function; CREATE INDEX index ON function (trigger); SELECT 4;
