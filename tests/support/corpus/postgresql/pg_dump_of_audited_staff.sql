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
-- Name: audit_staff(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_staff() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            INSERT INTO audit (verb, after) SELECT 'insert', to_jsonb(n) FROM new_rows AS n;
        WHEN 'UPDATE' THEN
            INSERT INTO audit (verb, before, after)
            SELECT 'update', to_jsonb(o), to_jsonb(n)
            FROM old_rows AS o JOIN new_rows AS n USING (id)
            WHERE o IS DISTINCT FROM n;
        WHEN 'DELETE' THEN
            INSERT INTO audit (verb, before) SELECT 'delete', to_jsonb(o) FROM old_rows AS o;
        ELSE
            RAISE EXCEPTION 'audit_staff() does not know %;', TG_OP;
    END CASE;
    RETURN NULL;
END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    who name DEFAULT SESSION_USER NOT NULL,
    verb text NOT NULL,
    before jsonb,
    after jsonb
);


--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: staff; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff (
    id integer NOT NULL,
    name text,
    salary numeric
);


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit (id, at, who, verb, before, after) OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-23 08:11:35.642054+00', 'postgres', 'insert', NULL, '{"id": 1, "name": "O''Hara; Ann", "salary": 100}');
INSERT INTO public.audit (id, at, who, verb, before, after) OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-23 08:11:35.642054+00', 'postgres', 'insert', NULL, '{"id": 2, "name": "Bob", "salary": 90}');
INSERT INTO public.audit (id, at, who, verb, before, after) OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-23 08:11:35.64304+00', 'postgres', 'update', '{"id": 1, "name": "O''Hara; Ann", "salary": 100}', '{"id": 1, "name": "O''Hara; Ann", "salary": 110.0}');
INSERT INTO public.audit (id, at, who, verb, before, after) OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-23 08:11:35.643992+00', 'postgres', 'delete', '{"id": 2, "name": "Bob", "salary": 90}', NULL);


--
-- Data for Name: staff; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.staff (id, name, salary) VALUES (1, 'O''Hara; Ann', 110.0);


--
-- Name: audit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_id_seq', 4, true);


--
-- Name: staff staff_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);


--
-- Name: staff audit_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_delete AFTER DELETE ON public.staff REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_staff();


--
-- Name: staff audit_insert; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_insert AFTER INSERT ON public.staff REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_staff();


--
-- Name: staff audit_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_update AFTER UPDATE ON public.staff REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.audit_staff();


--
-- PostgreSQL database dump complete
--


