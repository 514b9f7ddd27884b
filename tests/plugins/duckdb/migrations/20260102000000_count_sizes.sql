-- varve:up
CREATE TABLE sizes AS FROM (PIVOT (SELECT size FROM stone) ON size USING count(*));
ALTER TABLE stone ADD COLUMN colour VARCHAR DEFAULT 'grey';
SELECT error(small || ' stones are small, and should be 2') FROM sizes WHERE small <> 2;

-- varve:down
ALTER TABLE stone DROP COLUMN colour;
DROP TABLE sizes;
