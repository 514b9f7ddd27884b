--
-- PostgreSQL database dump
--

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.a (
    id integer NOT NULL,
    owner name DEFAULT CURRENT_USER NOT NULL
);

ALTER TABLE ONLY public.a FORCE ROW LEVEL SECURITY;

CREATE TABLE public.b (
    id integer
);

CREATE VIEW public.both_of_them AS
 SELECT a.id
   FROM public.a
UNION ALL
 SELECT b.id
   FROM public.b;

CREATE RULE copy_to_b AS
    ON INSERT TO public.a DO ( INSERT INTO public.b (id)
  VALUES (new.id);
 INSERT INTO public.b (id)
  VALUES ((new.id + 1));
);

CREATE POLICY own_rows ON public.a USING ((owner = CURRENT_USER)) WITH CHECK ((owner = CURRENT_USER));

ALTER TABLE public.a ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT ALL ON SCHEMA public TO PUBLIC;
