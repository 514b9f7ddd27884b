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
-- Name: make_month(date); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.make_month(first_day date) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    name text := 'measurements_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF to_regclass(name) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF measurements FOR VALUES FROM (%L) TO (%L)',
            name, first_day, first_day + interval '1 month');
    END IF;
END;
$$;


SET default_tablespace = '';

--
-- Name: measurements; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
)
PARTITION BY RANGE (taken_at);


SET default_table_access_method = heap;

--
-- Name: measurements_2026_01; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_2026_01 (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_2026_02; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_2026_02 (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_2026_03; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_2026_03 (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_2026_04; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_2026_04 (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_2026_05; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_2026_05 (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_2026_06; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_2026_06 (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_rest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measurements_rest (
    sensor_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    value double precision NOT NULL
);


--
-- Name: measurements_2026_01; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: measurements_2026_02; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: measurements_2026_03; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: measurements_2026_04; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: measurements_2026_05; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: measurements_2026_06; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_2026_06 FOR VALUES FROM ('2026-06-01 00:00:00+00') TO ('2026-07-01 00:00:00+00');


--
-- Name: measurements_rest; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measurements ATTACH PARTITION public.measurements_rest DEFAULT;


--
-- Name: measurements_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_sensor_id_taken_at_idx ON ONLY public.measurements USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_2026_01_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_01_sensor_id_taken_at_idx ON public.measurements_2026_01 USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_brin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_brin ON ONLY public.measurements USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_01_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_01_taken_at_idx ON public.measurements_2026_01 USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_02_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_02_sensor_id_taken_at_idx ON public.measurements_2026_02 USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_2026_02_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_02_taken_at_idx ON public.measurements_2026_02 USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_03_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_03_sensor_id_taken_at_idx ON public.measurements_2026_03 USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_2026_03_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_03_taken_at_idx ON public.measurements_2026_03 USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_04_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_04_sensor_id_taken_at_idx ON public.measurements_2026_04 USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_2026_04_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_04_taken_at_idx ON public.measurements_2026_04 USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_05_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_05_sensor_id_taken_at_idx ON public.measurements_2026_05 USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_2026_05_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_05_taken_at_idx ON public.measurements_2026_05 USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_06_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_06_sensor_id_taken_at_idx ON public.measurements_2026_06 USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_2026_06_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_2026_06_taken_at_idx ON public.measurements_2026_06 USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_rest_sensor_id_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_rest_sensor_id_taken_at_idx ON public.measurements_rest USING btree (sensor_id, taken_at DESC);


--
-- Name: measurements_rest_taken_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measurements_rest_taken_at_idx ON public.measurements_rest USING brin (taken_at) WITH (pages_per_range='32');


--
-- Name: measurements_2026_01_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_2026_01_sensor_id_taken_at_idx;


--
-- Name: measurements_2026_01_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_2026_01_taken_at_idx;


--
-- Name: measurements_2026_02_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_2026_02_sensor_id_taken_at_idx;


--
-- Name: measurements_2026_02_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_2026_02_taken_at_idx;


--
-- Name: measurements_2026_03_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_2026_03_sensor_id_taken_at_idx;


--
-- Name: measurements_2026_03_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_2026_03_taken_at_idx;


--
-- Name: measurements_2026_04_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_2026_04_sensor_id_taken_at_idx;


--
-- Name: measurements_2026_04_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_2026_04_taken_at_idx;


--
-- Name: measurements_2026_05_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_2026_05_sensor_id_taken_at_idx;


--
-- Name: measurements_2026_05_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_2026_05_taken_at_idx;


--
-- Name: measurements_2026_06_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_2026_06_sensor_id_taken_at_idx;


--
-- Name: measurements_2026_06_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_2026_06_taken_at_idx;


--
-- Name: measurements_rest_sensor_id_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_sensor_id_taken_at_idx ATTACH PARTITION public.measurements_rest_sensor_id_taken_at_idx;


--
-- Name: measurements_rest_taken_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.measurements_brin ATTACH PARTITION public.measurements_rest_taken_at_idx;


--
-- PostgreSQL database dump complete
--


