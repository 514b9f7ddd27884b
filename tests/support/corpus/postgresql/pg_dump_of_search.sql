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
-- Name: german; Type: COLLATION; Schema: public; Owner: -
--

CREATE COLLATION public.german (provider = icu, locale = 'de-u-co-phonebk');


--
-- Name: articles_document(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.articles_document() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.document :=
        setweight(to_tsvector(NEW.language, coalesce(NEW.title, '')), 'A') ||
        setweight(to_tsvector(NEW.language, coalesce(NEW.body, '')), 'B');
    RETURN NEW;
END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: flags; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.flags (
    name text NOT NULL,
    enabled boolean DEFAULT false NOT NULL,
    rollout smallint DEFAULT 0 NOT NULL,
    description text DEFAULT 'no description; yet'::text NOT NULL,
    CONSTRAINT flags_rollout_check CHECK (((rollout >= 0) AND (rollout <= 100)))
);


--
-- Name: flag_is_on(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.flag_is_on(flag text, subject text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN COALESCE((SELECT CASE WHEN (NOT f.enabled) THEN false WHEN (f.rollout = 100) THEN true ELSE ((abs(hashtext(((flag_is_on.flag || ';'::text) || flag_is_on.subject))) % 100) < f.rollout) END AS "case" FROM public.flags f WHERE (f.name = flag_is_on.flag)), false);


--
-- Name: plain; Type: TEXT SEARCH DICTIONARY; Schema: public; Owner: -
--

CREATE TEXT SEARCH DICTIONARY public.plain (
    TEMPLATE = pg_catalog.simple,
    accept = 'true' );


--
-- Name: house; Type: TEXT SEARCH CONFIGURATION; Schema: public; Owner: -
--

CREATE TEXT SEARCH CONFIGURATION public.house (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR asciiword WITH public.plain;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR word WITH public.plain;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR hword_part WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR hword_asciipart WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR asciihword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR hword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.house
    ADD MAPPING FOR uint WITH simple;


--
-- Name: TEXT SEARCH CONFIGURATION house; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TEXT SEARCH CONFIGURATION public.house IS 'simple; ours';


--
-- Name: articles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.articles (
    id bigint NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    language regconfig DEFAULT 'english'::regconfig NOT NULL,
    document tsvector
);


--
-- Name: articles_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.articles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: articles_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.articles_id_seq OWNED BY public.articles.id;


--
-- Name: people; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people (
    first text NOT NULL,
    last text NOT NULL,
    born date,
    full_name text GENERATED ALWAYS AS (((first || ' '::text) || last)) STORED,
    initials text,
    is_adult_at date GENERATED ALWAYS AS (((born + '18 years'::interval))::date) STORED
);


--
-- Name: texts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.texts (
    key text NOT NULL,
    language character(2) NOT NULL,
    value text NOT NULL
);


--
-- Name: articles id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.articles ALTER COLUMN id SET DEFAULT nextval('public.articles_id_seq'::regclass);


--
-- Data for Name: articles; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.articles VALUES (1, 'It''s lake mud; or is it?', 'Varves are layers; one a year.', 'english', '''lake'':3A ''layer'':7B ''mud'':4A ''one'':8B ''varv'':5B ''year'':10B');


--
-- Data for Name: flags; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.flags VALUES ('new-search', true, 100, 'no description; yet');
INSERT INTO public.flags VALUES ('beta;two', false, 0, 'no description; yet');


--
-- Data for Name: people; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.people VALUES ('Ada', 'Lovelace', '1815-12-10', DEFAULT, 'A.;L', DEFAULT);
INSERT INTO public.people VALUES ('x;', ';y', NULL, DEFAULT, 'x.;;', DEFAULT);


--
-- Data for Name: texts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.texts VALUES ('greeting', 'de', 'Grüß Gott; schön, dass Sie da sind');
INSERT INTO public.texts VALUES ('greeting', 'fr', 'Bonjour ; ça va ?');
INSERT INTO public.texts VALUES ('greeting', 'ja', 'こんにちは；さようなら;');
INSERT INTO public.texts VALUES ('greeting', 'ar', 'مرحبا؛ أهلا;');
INSERT INTO public.texts VALUES ('greeting', 'xx', '🙂;🙃');


--
-- Name: articles_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.articles_id_seq', 1, true);


--
-- Name: articles articles_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);


--
-- Name: flags flags_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flags
    ADD CONSTRAINT flags_pkey PRIMARY KEY (name);


--
-- Name: texts texts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_pkey PRIMARY KEY (key, language);


--
-- Name: articles_document_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX articles_document_idx ON public.articles USING gin (document);


--
-- Name: articles articles_document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER articles_document BEFORE INSERT OR UPDATE OF title, body, language ON public.articles FOR EACH ROW EXECUTE FUNCTION public.articles_document();


--
-- PostgreSQL database dump complete
--


