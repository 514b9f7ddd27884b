--
-- PostgreSQL database dump
--


-- Dumped from database version 15.20 (Debian 15.20-0+deb12u1)
-- Dumped by pg_dump version 15.20 (Debian 15.20-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: ticket_state; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.ticket_state AS ENUM (
    'new',
    'open',
    'waiting',
    'solved',
    'closed'
);


--
-- Name: check_transition(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_transition() RETURNS trigger
    LANGUAGE plpgsql
    AS '
BEGIN
    IF OLD.state = NEW.state THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM transitions WHERE source = OLD.state AND target = NEW.state) THEN
        RAISE EXCEPTION $m$a ticket can''t go from "%" to "%"; see table transitions$m$, OLD.state, NEW.state;
    END IF;
    RETURN NEW;
END;
';


--
-- Name: count_rows(regclass, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.count_rows(relation regclass, condition text DEFAULT 'true'::text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS '
DECLARE
    result bigint;
BEGIN
    EXECUTE ''SELECT count(*) FROM '' || relation || '' WHERE '' || condition INTO result;
    RETURN result;
END
';


--
-- Name: insert_pair(regclass, integer, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.insert_pair(relation regclass, a integer, b text) RETURNS void
    LANGUAGE plpgsql
    AS '
BEGIN
    EXECUTE format(''INSERT INTO %s VALUES ($1, $2);'', relation) USING a, b;
    EXECUTE $q$ SELECT ''nothing; here'', $1 $q$ USING a;
END
';


--
-- Name: settle(date); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.settle(from_day date, OUT meters integer, OUT total numeric, OUT problems text[]) RETURNS record
    LANGUAGE plpgsql
    AS '
<<settle>>
DECLARE
    one_meter  record;
    previous   readings%ROWTYPE;
    current    readings%ROWTYPE;
    limit_kwh  CONSTANT numeric NOT NULL := 1000.0;
    each_row   CURSOR (wanted int) FOR SELECT * FROM readings WHERE meter = wanted ORDER BY at;
    message    text;
    i          int;
BEGIN
    meters := 0;
    total := 0;
    problems := ''{}'';

    FOR one_meter IN SELECT DISTINCT meter FROM readings WHERE at >= from_day LOOP
        meters := meters + 1;
        previous := NULL;
        OPEN each_row (one_meter.meter);
        <<readings>>
        LOOP
            FETCH each_row INTO current;
            EXIT readings WHEN NOT FOUND;
            IF previous.at IS NULL THEN
                previous := current;
                CONTINUE readings;
            ELSIF current.kwh < previous.kwh THEN
                problems := problems || format(''meter %s runs backwards; see %s'', current.meter, current.at);
            ELSE
                total := total + least(current.kwh - previous.kwh, limit_kwh);
            END IF;
            previous := current;
        END LOOP readings;
        CLOSE each_row;
    END LOOP;

    FOR i IN REVERSE 3..1 BY 1 LOOP
        BEGIN
            PERFORM pg_sleep(0);
            EXIT;
        EXCEPTION
            WHEN query_canceled OR lock_not_available THEN
                RAISE WARNING ''try % failed'', i;
            WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
                RAISE NOTICE ''unexpected: %'', message;
                RAISE;
        END;
    END LOOP;

    FOREACH message IN ARRAY problems LOOP
        RAISE DEBUG ''problem: %'', message;
    END LOOP;

    ASSERT settle.meters >= 0, ''a count; never negative'';
    RETURN;
END settle;
';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: pairs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pairs (
    a integer,
    b text
);


--
-- Name: readings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.readings (
    meter integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kwh numeric
);


--
-- Name: tickets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tickets (
    id integer NOT NULL,
    state public.ticket_state DEFAULT 'new'::public.ticket_state NOT NULL,
    subject text
);


--
-- Name: tickets_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.tickets_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: tickets_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.tickets_id_seq OWNED BY public.tickets.id;


--
-- Name: transitions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.transitions (
    source public.ticket_state NOT NULL,
    target public.ticket_state NOT NULL
);


--
-- Name: tickets id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tickets ALTER COLUMN id SET DEFAULT nextval('public.tickets_id_seq'::regclass);


--
-- Data for Name: pairs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pairs VALUES (1, 'x;y');


--
-- Data for Name: readings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.readings VALUES (1, '2026-01-01 00:00:00+00', 10);
INSERT INTO public.readings VALUES (1, '2026-02-01 00:00:00+00', 30);
INSERT INTO public.readings VALUES (2, '2026-01-01 00:00:00+00', 5);
INSERT INTO public.readings VALUES (2, '2026-02-01 00:00:00+00', 4);


--
-- Data for Name: tickets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tickets VALUES (1, 'open', 'printer; smoke');


--
-- Data for Name: transitions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.transitions VALUES ('new', 'open');
INSERT INTO public.transitions VALUES ('open', 'waiting');
INSERT INTO public.transitions VALUES ('waiting', 'open');
INSERT INTO public.transitions VALUES ('open', 'solved');
INSERT INTO public.transitions VALUES ('solved', 'open');
INSERT INTO public.transitions VALUES ('solved', 'closed');


--
-- Name: tickets_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.tickets_id_seq', 1, true);


--
-- Name: readings readings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (meter, at);


--
-- Name: tickets tickets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (id);


--
-- Name: transitions transitions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transitions
    ADD CONSTRAINT transitions_pkey PRIMARY KEY (source, target);


--
-- Name: tickets check_transition; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER check_transition BEFORE UPDATE OF state ON public.tickets FOR EACH ROW EXECUTE FUNCTION public.check_transition();


--
-- PostgreSQL database dump complete
--


