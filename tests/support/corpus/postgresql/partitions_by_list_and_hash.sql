CREATE TABLE visits (country text NOT NULL, visitor bigint NOT NULL, at timestamptz NOT NULL DEFAULT now())
    PARTITION BY LIST (country);
CREATE TABLE visits_dach PARTITION OF visits FOR VALUES IN ('DE', 'AT', 'CH') PARTITION BY HASH (visitor);
CREATE TABLE visits_dach_0 PARTITION OF visits_dach FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE visits_dach_1 PARTITION OF visits_dach FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE visits_other PARTITION OF visits DEFAULT;
ALTER TABLE visits ADD CONSTRAINT country_has_two_letters CHECK (country ~ '^[A-Z]{2}$');
INSERT INTO visits SELECT (ARRAY['DE', 'FR', 'AT'])[1 + n % 3], n FROM generate_series(1, 30) AS n;
SELECT tableoid::regclass AS partition, count(*) FROM visits GROUP BY 1 ORDER BY 1;
