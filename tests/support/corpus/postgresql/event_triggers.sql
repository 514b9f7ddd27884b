CREATE TABLE ddl_log (at timestamptz DEFAULT now(), tag text, object text);

CREATE FUNCTION log_ddl() RETURNS event_trigger
    LANGUAGE plpgsql
AS $$
DECLARE
    command record;
BEGIN
    FOR command IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
        INSERT INTO ddl_log (tag, object) VALUES (command.command_tag, command.object_identity);
    END LOOP;
END;
$$;

CREATE EVENT TRIGGER log_ddl ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'DROP TABLE')
    EXECUTE FUNCTION log_ddl();
CREATE TABLE watched (a int);
ALTER EVENT TRIGGER log_ddl DISABLE;
DROP EVENT TRIGGER log_ddl;
