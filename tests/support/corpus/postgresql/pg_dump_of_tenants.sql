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
-- Name: registry; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA registry;


--
-- Name: tenant_north; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA tenant_north;


--
-- Name: tenant_south; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA tenant_south;


--
-- Name: current_tenant(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.current_tenant() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.documents (
    id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    title text NOT NULL,
    is_public boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.documents FORCE ROW LEVEL SECURITY;


--
-- Name: documents_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.documents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tenants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenants (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL
);


--
-- Name: tenants; Type: TABLE; Schema: registry; Owner: -
--

CREATE TABLE registry.tenants (
    name text NOT NULL,
    CONSTRAINT tenants_name_check CHECK ((name ~ '^[a-z][a-z0-9_]*$'::text))
);


--
-- Name: settings; Type: TABLE; Schema: tenant_north; Owner: -
--

CREATE TABLE tenant_north.settings (
    key text NOT NULL,
    value jsonb NOT NULL
);


--
-- Name: settings; Type: TABLE; Schema: tenant_south; Owner: -
--

CREATE TABLE tenant_south.settings (
    key text NOT NULL,
    value jsonb NOT NULL
);


--
-- Data for Name: documents; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: tenants; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: tenants; Type: TABLE DATA; Schema: registry; Owner: -
--

INSERT INTO registry.tenants VALUES
	('north'),
	('south') ON CONFLICT DO NOTHING;


--
-- Data for Name: settings; Type: TABLE DATA; Schema: tenant_north; Owner: -
--

INSERT INTO tenant_north.settings VALUES
	('name', '"north"') ON CONFLICT DO NOTHING;


--
-- Data for Name: settings; Type: TABLE DATA; Schema: tenant_south; Owner: -
--

INSERT INTO tenant_south.settings VALUES
	('name', '"south"') ON CONFLICT DO NOTHING;


--
-- Name: documents_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.documents_id_seq', 1, false);


--
-- Name: documents documents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (id);


--
-- Name: tenants tenants_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_name_key UNIQUE (name);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: registry; Owner: -
--

ALTER TABLE ONLY registry.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (name);


--
-- Name: settings settings_pkey; Type: CONSTRAINT; Schema: tenant_north; Owner: -
--

ALTER TABLE ONLY tenant_north.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (key);


--
-- Name: settings settings_pkey; Type: CONSTRAINT; Schema: tenant_south; Owner: -
--

ALTER TABLE ONLY tenant_south.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (key);


--
-- Name: documents documents_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;


--
-- Name: documents; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;

--
-- Name: documents nobody_deletes_public; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY nobody_deletes_public ON public.documents AS RESTRICTIVE FOR DELETE USING ((NOT is_public));


--
-- Name: documents tenant_changes; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant_changes ON public.documents FOR UPDATE USING ((tenant_id = public.current_tenant())) WITH CHECK ((tenant_id = public.current_tenant()));


--
-- Name: documents tenant_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant_reads ON public.documents FOR SELECT USING ((is_public OR (tenant_id = public.current_tenant())));


--
-- Name: documents tenant_writes; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant_writes ON public.documents FOR INSERT WITH CHECK ((tenant_id = public.current_tenant()));


--
-- PostgreSQL database dump complete
--


