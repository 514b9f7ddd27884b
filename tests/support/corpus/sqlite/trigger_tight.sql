CREATE TABLE t(a);create trigger r after insert on t begin select 1;select 2;end;select 3;CREATE TRIGGER r2 BEFORE DELETE ON t BEGIN SELECT';';END;SELECT 4;
