CREATE TYPE ticket_state AS ENUM ('new', 'open', 'waiting', 'solved', 'closed');
CREATE TABLE transitions (source ticket_state, target ticket_state, PRIMARY KEY (source, target));
INSERT INTO transitions VALUES ('new', 'open'), ('open', 'waiting'), ('waiting', 'open'), ('open', 'solved'), ('solved', 'open'), ('solved', 'closed');

CREATE TABLE tickets (id serial PRIMARY KEY, state ticket_state NOT NULL DEFAULT 'new', subject text);

CREATE FUNCTION check_transition() RETURNS trigger LANGUAGE plpgsql AS $check$
BEGIN
    IF OLD.state = NEW.state THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM transitions WHERE source = OLD.state AND target = NEW.state) THEN
        RAISE EXCEPTION $m$a ticket can't go from "%" to "%"; see table transitions$m$, OLD.state, NEW.state;
    END IF;
    RETURN NEW;
END;
$check$;

CREATE TRIGGER check_transition BEFORE UPDATE OF state ON tickets FOR EACH ROW EXECUTE FUNCTION check_transition();
INSERT INTO tickets (subject) VALUES ('printer; smoke');
UPDATE tickets SET state = 'open';
