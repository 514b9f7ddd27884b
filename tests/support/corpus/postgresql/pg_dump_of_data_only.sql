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
-- Data for Name: boards; Type: TABLE DATA; Schema: public; Owner: -
--

SET SESSION AUTHORIZATION DEFAULT;

ALTER TABLE public.boards DISABLE TRIGGER ALL;

INSERT INTO public.boards VALUES (1, '{{10,20,30},{4,5,6},{7,8,9}}', '{"[2026-01-01,2026-02-01)"}', '{a;b,"c\"d",e;f}');


ALTER TABLE public.boards ENABLE TRIGGER ALL;

--
-- Data for Name: docs; Type: TABLE DATA; Schema: public; Owner: -
--

ALTER TABLE public.docs DISABLE TRIGGER ALL;

INSERT INTO public.docs VALUES (2, '{"name": "it''s", "tags": []}');
INSERT INTO public.docs VALUES (1, '{"name": "a;b", "note": "now; then", "size": {"d": 3, "h": 2, "w": 5}, "tags": ["x", "y;"]}');


ALTER TABLE public.docs ENABLE TRIGGER ALL;

--
-- Data for Name: event_store; Type: TABLE DATA; Schema: public; Owner: -
--

ALTER TABLE public.event_store DISABLE TRIGGER ALL;

INSERT INTO public.event_store OVERRIDING SYSTEM VALUE VALUES ('order;1', 1, 'placed', '{"total": "1;2"}', '2026-11-23 08:11:37.443315+00', 1);
INSERT INTO public.event_store OVERRIDING SYSTEM VALUE VALUES ('order;1', 2, 'paid', '{"by": "it''s me"}', '2026-11-23 08:11:37.443493+00', 2);


ALTER TABLE public.event_store ENABLE TRIGGER ALL;

--
-- Data for Name: formats; Type: TABLE DATA; Schema: public; Owner: -
--

ALTER TABLE public.formats DISABLE TRIGGER ALL;

INSERT INTO public.formats VALUES ('#00ff00', '/a/b', 'o''neil@example.org', '"a;b"', 'SELECT 1');


ALTER TABLE public.formats ENABLE TRIGGER ALL;

--
-- Name: event_store_position_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.event_store_position_seq', 2, true);


--
-- PostgreSQL database dump complete
--


