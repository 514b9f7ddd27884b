-- Long enough to be killed in its middle: statement by statement, so that what was done by then is kept.
-- varve:up transaction=none
CREATE TABLE dust (id BIGINT);
INSERT INTO dust FROM range(1000);
CHECKPOINT;
COPY (SELECT 'the next statement takes long') TO 'asleep.csv';
SELECT sleep_ms(3000);
INSERT INTO dust FROM range(1000, 1500);

-- varve:down
DROP TABLE dust;
