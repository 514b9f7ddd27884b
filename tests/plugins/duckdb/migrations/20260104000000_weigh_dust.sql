-- varve:up
SELECT error('there are ' || count(*) || ' grains of dust, and should be 1500') FROM dust HAVING count(*) <> 1500;
-- varve:irreversible weighing changes nothing
