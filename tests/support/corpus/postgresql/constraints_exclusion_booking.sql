CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE rooms (id int PRIMARY KEY, name text);
CREATE TABLE bookings (
    room_id int NOT NULL REFERENCES rooms,
    during  tstzrange NOT NULL CHECK (NOT isempty(during)),
    guest   text NOT NULL,
    state   text NOT NULL DEFAULT 'firm',
    CONSTRAINT no_double_booking
        EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (state = 'firm')
);
INSERT INTO rooms VALUES (1, 'blue; with a view');
INSERT INTO bookings VALUES (1, '[2026-01-01,2026-01-05)', 'Ann'), (1, '[2026-01-05,2026-01-07)', 'Bob');
