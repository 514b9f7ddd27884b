-- The privacy review of July: a session has no use for the address that it was opened from. What
-- the fraud team needs is in the audit events, where it is deleted after ninety days.
--
-- The program has not read the column since May and has not written it since June. Going back
-- gives an empty column; the addresses stay gone, which is the point.

-- varve:up
-- varve:allow drop-column

ALTER TABLE sessions DROP COLUMN ip_address;

-- varve:down

ALTER TABLE sessions ADD COLUMN ip_address text;
