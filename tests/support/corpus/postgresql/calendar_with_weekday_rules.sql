CREATE TYPE weekday AS ENUM ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
CREATE TABLE opening_hours (
    day     weekday NOT NULL,
    "from"  time NOT NULL,
    "until" time NOT NULL,
    PRIMARY KEY (day, "from"),
    CHECK ("from" < "until")
);
INSERT INTO opening_hours SELECT d, '09:00', '17:00' FROM unnest(enum_range('mon'::weekday, 'fri')) AS d;
INSERT INTO opening_hours VALUES ('sat', '10:00', '13:00');

CREATE VIEW hours_as_text AS
SELECT day, string_agg(to_char("from", 'HH24:MI') || '-' || to_char("until", 'HH24:MI'), '; ' ORDER BY "from") AS hours
FROM opening_hours
GROUP BY day;

SELECT * FROM hours_as_text ORDER BY day;
