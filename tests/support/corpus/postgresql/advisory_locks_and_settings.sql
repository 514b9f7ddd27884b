SELECT pg_try_advisory_lock(42), pg_advisory_unlock(42);
SELECT set_config('app.user', 'ann; admin', false), current_setting('app.user');
SET app.note = 'it''s; set';
SHOW app.note;
BEGIN;
SET LOCAL statement_timeout TO '5min';
SELECT pg_advisory_xact_lock(hashtextextended('migration;', 0));
COMMIT;
RESET app.note;
