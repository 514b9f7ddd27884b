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
-- Name: My Schema; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA "My Schema";


--
-- Name: german; Type: COLLATION; Schema: public; Owner: -
--

CREATE COLLATION public.german (provider = icu, locale = 'de-u-co-phonebk');


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
-- Name: order_state; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.order_state AS ENUM (
    'cart',
    'placed',
    'paid',
    'shipped',
    'cancelled'
);


--
-- Name: price_range; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.price_range AS RANGE (
    subtype = numeric,
    multirange_type_name = public.price_ranges
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Order Items; Type: TABLE; Schema: My Schema; Owner: -
--

CREATE TABLE "My Schema"."Order Items" (
    "Id" integer NOT NULL,
    "Unit Price" numeric(10,2),
    "Is ""Special""; Yes?" boolean,
    "select" text,
    "end" timestamp with time zone,
    CONSTRAINT "Order Items_Unit Price_check" CHECK (("Unit Price" >= (0)::numeric))
);


--
-- Name: Order Items_Id_seq; Type: SEQUENCE; Schema: My Schema; Owner: -
--

CREATE SEQUENCE "My Schema"."Order Items_Id_seq"
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: Order Items_Id_seq; Type: SEQUENCE OWNED BY; Schema: My Schema; Owner: -
--

ALTER SEQUENCE "My Schema"."Order Items_Id_seq" OWNED BY "My Schema"."Order Items"."Id";


--
-- Name: customers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.customers (
    id bigint NOT NULL,
    email text NOT NULL,
    name text
);


--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: customers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.customers_id_seq OWNED BY public.customers.id;


--
-- Name: docs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.docs (
    id integer NOT NULL,
    doc jsonb NOT NULL,
    CONSTRAINT docs_doc_check CHECK ((jsonb_typeof(doc) = 'object'::text))
);


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
-- Name: order_lines; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_lines (
    order_id bigint NOT NULL,
    line_no integer NOT NULL,
    sku text NOT NULL,
    quantity integer NOT NULL,
    price numeric(12,2) NOT NULL,
    CONSTRAINT order_lines_quantity_check CHECK ((quantity > 0))
);


--
-- Name: order_totals; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.order_totals AS
SELECT
    NULL::bigint AS id,
    NULL::public.order_state AS state,
    NULL::numeric AS total;


--
-- Name: orders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    state public.order_state DEFAULT 'cart'::public.order_state NOT NULL,
    placed_at timestamp with time zone,
    note text,
    CONSTRAINT orders_check CHECK (((state = 'cart'::public.order_state) = (placed_at IS NULL)))
);


--
-- Name: orders_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: orders_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;


--
-- Name: places; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.places (
    name text NOT NULL,
    at point NOT NULL,
    outline polygon,
    reach circle GENERATED ALWAYS AS (circle(at, (5)::double precision)) STORED
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
-- Name: Order Items Id; Type: DEFAULT; Schema: My Schema; Owner: -
--

ALTER TABLE ONLY "My Schema"."Order Items" ALTER COLUMN "Id" SET DEFAULT nextval('"My Schema"."Order Items_Id_seq"'::regclass);


--
-- Name: customers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers ALTER COLUMN id SET DEFAULT nextval('public.customers_id_seq'::regclass);


--
-- Name: orders id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);


--
-- Data for Name: Order Items; Type: TABLE DATA; Schema: My Schema; Owner: -
--

COPY "My Schema"."Order Items" ("Id", "Unit Price", "Is ""Special""; Yes?", "select", "end") FROM stdin;
1	1.00	t	from; where	2026-11-23 08:14:12.823069+00
\.


--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.customers (id, email, name) FROM stdin;
1	a;b@x	O'Hara
2	c@d	tab\there\nline \\ back
\.


--
-- Data for Name: docs; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.docs (id, doc) FROM stdin;
2	{"name": "it's", "tags": []}
1	{"name": "a;b", "note": "now; then", "size": {"d": 3, "h": 2, "w": 5}, "tags": ["x", "y;"]}
\.


--
-- Data for Name: houses; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.houses (id, place, paint, worth) FROM stdin;
1	("Main; Street 1",City,12345,)	crimson	[100,200)
\.


--
-- Data for Name: order_lines; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.order_lines (order_id, line_no, sku, quantity, price) FROM stdin;
\.


--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.orders (id, customer_id, state, placed_at, note) FROM stdin;
\.


--
-- Data for Name: places; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.places (name, at, outline) FROM stdin;
a;b	(1,2)	((0,0),(1,0),(1,1))
c	(3,4)	\N
\.


--
-- Data for Name: texts; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.texts (key, language, value) FROM stdin;
greeting	de	Grüß Gott; schön, dass Sie da sind
greeting	fr	Bonjour ; ça va ?
greeting	ja	こんにちは；さようなら;
greeting	ar	مرحبا؛ أهلا;
greeting	xx	🙂;🙃
\.


--
-- Name: Order Items_Id_seq; Type: SEQUENCE SET; Schema: My Schema; Owner: -
--

SELECT pg_catalog.setval('"My Schema"."Order Items_Id_seq"', 1, true);


--
-- Name: customers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.customers_id_seq', 2, true);


--
-- Name: orders_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.orders_id_seq', 1, false);


--
-- Name: Order Items Order Items_pkey; Type: CONSTRAINT; Schema: My Schema; Owner: -
--

ALTER TABLE ONLY "My Schema"."Order Items"
    ADD CONSTRAINT "Order Items_pkey" PRIMARY KEY ("Id");


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- Name: docs docs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.docs
    ADD CONSTRAINT docs_pkey PRIMARY KEY (id);


--
-- Name: houses houses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.houses
    ADD CONSTRAINT houses_pkey PRIMARY KEY (id);


--
-- Name: order_lines order_lines_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line_no);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);


--
-- Name: places places_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (name);


--
-- Name: texts texts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_pkey PRIMARY KEY (key, language);


--
-- Name: IX_Order Items;select; Type: INDEX; Schema: My Schema; Owner: -
--

CREATE INDEX "IX_Order Items;select" ON "My Schema"."Order Items" USING btree ("select", "end");


--
-- Name: customers_email_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX customers_email_key ON public.customers USING btree (lower(email));


--
-- Name: places_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX places_at ON public.places USING gist (at);


--
-- Name: order_totals _RETURN; Type: RULE; Schema: public; Owner: -
--

CREATE OR REPLACE VIEW public.order_totals AS
 SELECT o.id,
    o.state,
    COALESCE(sum(((l.quantity)::numeric * l.price)), (0)::numeric) AS total
   FROM (public.orders o
     LEFT JOIN public.order_lines l ON ((l.order_id = o.id)))
  GROUP BY o.id;


--
-- Name: order_lines order_lines_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;


--
-- Name: orders orders_customer_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);


--
-- PostgreSQL database dump complete
--


