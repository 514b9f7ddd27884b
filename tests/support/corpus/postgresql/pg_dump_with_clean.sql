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

ALTER TABLE IF EXISTS ONLY public.houses DROP CONSTRAINT IF EXISTS houses_pkey;
DROP TABLE IF EXISTS public.houses;
DROP OPERATOR IF EXISTS public.<~> (text, text);
DROP FUNCTION IF EXISTS public.to_money_amount(value text);
DROP FUNCTION IF EXISTS public.distance(a text, b text);
DROP TYPE IF EXISTS public.price_range;
DROP TYPE IF EXISTS public.money_amount;
DROP TYPE IF EXISTS public.colour;
DROP TYPE IF EXISTS public.address;
--
-- Name: address; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.address AS (
	street text,
	city text,
	zip character varying(10),
	country character(2)
);


--
-- Name: colour; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.colour AS ENUM (
    'crimson',
    'green',
    'blue'
);


--
-- Name: money_amount; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.money_amount AS (
	amount numeric,
	currency character(3)
);


--
-- Name: price_range; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.price_range AS RANGE (
    subtype = numeric,
    multirange_type_name = public.price_ranges
);


--
-- Name: distance(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.distance(a text, b text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    RETURN abs((length(a) - length(b)));


--
-- Name: to_money_amount(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.to_money_amount(value text) RETURNS public.money_amount
    LANGUAGE sql IMMUTABLE STRICT
    RETURN ROW((split_part(value, ' '::text, 1))::numeric, (split_part(value, ' '::text, 2))::character(3))::public.money_amount;


--
-- Name: <~>; Type: OPERATOR; Schema: public; Owner: -
--

CREATE OPERATOR public.<~> (
    FUNCTION = public.distance,
    LEFTARG = text,
    RIGHTARG = text,
    COMMUTATOR = OPERATOR(public.<~>)
);


--
-- Name: OPERATOR <~> (text, text); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON OPERATOR public.<~> (text, text) IS 'how far; roughly';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: houses; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.houses (
    id integer NOT NULL,
    place public.address NOT NULL,
    paint public.colour,
    worth public.price_range
);


--
-- Data for Name: houses; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.houses VALUES (1, '("Main; Street 1",City,12345,)', 'crimson', '[100,200)');


--
-- Name: houses houses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.houses
    ADD CONSTRAINT houses_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--


