DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
    END IF;

    IF NOT EXISTS (
        SELECT FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = 'diary' AND column_name = 'mood'
    ) THEN
        CREATE TABLE diary (day date PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok');
    END IF;
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;
INSERT INTO diary VALUES ('2026-04-01', 'happy');
