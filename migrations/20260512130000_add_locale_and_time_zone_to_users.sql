-- Mails are to be written in the reader's language and with the times of the reader's clock.
--
-- The defaults are constants, so neither database rewrites the table. Which locales and zones
-- there are is the program's business; the checks only keep out what cannot be one.

-- varve:up

-- varve:dialect postgresql,sqlite
ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en'
    CONSTRAINT users_locale_length CHECK (length(locale) BETWEEN 2 AND 35);
ALTER TABLE users ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC'
    CONSTRAINT users_time_zone_length CHECK (length(time_zone) BETWEEN 1 AND 64);

-- varve:dialect mysql
ALTER TABLE users
    ADD COLUMN locale VARCHAR(35) NOT NULL DEFAULT 'en' CHECK (length(locale) >= 2),
    ADD COLUMN time_zone VARCHAR(64) NOT NULL DEFAULT 'UTC' CHECK (length(time_zone) >= 1);

-- varve:down

ALTER TABLE users DROP COLUMN time_zone;
ALTER TABLE users DROP COLUMN locale;
