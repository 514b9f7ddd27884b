/*
 * Migration 42: customers get a nickname.
 *
 * Why: support asked for it; see the minutes.
 * How: nullable first; the application fills it.
 */
CREATE TABLE customers (
    id       int PRIMARY KEY, -- the number on the card; never reused
    /* nickname text, -- not yet; */
    name     text NOT NULL    -- as spoken; may hold a ' or a "
);
-- CREATE TABLE abandoned (a int); INSERT INTO abandoned VALUES (1);
ALTER TABLE customers
    ADD COLUMN nickname text /* nullable; on purpose */,
    ADD COLUMN since date DEFAULT current_date -- today; by default
;
-- done;
