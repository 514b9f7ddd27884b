CREATE TABLE messages (id bigserial PRIMARY KEY, topic text NOT NULL, body text);

CREATE FUNCTION announce_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('messages', json_build_object('id', NEW.id, 'topic', NEW.topic)::text);
    RETURN NULL;
END $$;

CREATE TRIGGER announce AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION announce_message();

LISTEN messages;
INSERT INTO messages (topic, body) VALUES ('greeting', 'hello; world');
UNLISTEN *;
