CREATE TABLE begin (begin int, atomic int);
CREATE FUNCTION begin() RETURNS SETOF begin BEGIN ATOMIC
    SELECT begin, atomic FROM begin;
    SELECT begin.begin, begin.atomic FROM begin AS begin;
END;
SELECT begin.atomic FROM begin() AS begin;
