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
-- Name: SCHEMA "public"; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA "public" IS 'standard public schema';


SET default_tablespace = '';

SET default_table_access_method = "heap";

--
-- Name: tax_bands; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE "public"."tax_bands" (
    "year" integer NOT NULL,
    "income" "numrange" NOT NULL,
    "rate" numeric(4,3)
);


--
-- Name: tax(numeric, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION "public"."tax"("amount" numeric, "in_year" integer) RETURNS numeric
    LANGUAGE "sql" STABLE
    BEGIN ATOMIC
 SELECT COALESCE("sum"(((
         CASE
             WHEN "upper_inf"("tax_bands"."income") THEN "tax"."amount"
             ELSE LEAST("tax"."amount", "upper"("tax_bands"."income"))
         END - "lower"("tax_bands"."income")) * "tax_bands"."rate")), (0)::numeric) AS "coalesce"
    FROM "public"."tax_bands"
   WHERE (("tax_bands"."year" = "tax"."in_year") AND ("lower"("tax_bands"."income") < "tax"."amount"));
END;


--
-- Name: Order Items; Type: TABLE; Schema: My Schema; Owner: -
--

CREATE TABLE "My Schema"."Order Items" (
    "Id" integer NOT NULL,
    "Unit Price" numeric(10,2),
    "Is ""Special""; Yes?" boolean,
    "select" "text",
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
-- Name: price_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE "public"."price_history" (
    "sku" "text",
    "old_amount" numeric,
    "new_amount" numeric,
    "at" timestamp with time zone DEFAULT "now"()
);


--
-- Name: prices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE "public"."prices" (
    "sku" "text" NOT NULL,
    "amount" numeric NOT NULL
);


--
-- Name: Order Items Id; Type: DEFAULT; Schema: My Schema; Owner: -
--

ALTER TABLE ONLY "My Schema"."Order Items" ALTER COLUMN "Id" SET DEFAULT "nextval"('"My Schema"."Order Items_Id_seq"'::"regclass");


--
-- Data for Name: Order Items; Type: TABLE DATA; Schema: My Schema; Owner: -
--

INSERT INTO "My Schema"."Order Items" VALUES (1, 1.00, true, 'from; where', '2026-11-23 08:11:37.040274+00');


--
-- Data for Name: price_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO "public"."price_history" VALUES ('x', 1, 2, '2026-11-23 08:11:37.073712+00');


--
-- Data for Name: prices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO "public"."prices" VALUES ('x', 2);


--
-- Data for Name: tax_bands; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO "public"."tax_bands" VALUES (2026, '[0,10000)', 0.000);
INSERT INTO "public"."tax_bands" VALUES (2026, '[10000,40000)', 0.200);
INSERT INTO "public"."tax_bands" VALUES (2026, '[40000,)', 0.400);


--
-- Name: Order Items_Id_seq; Type: SEQUENCE SET; Schema: My Schema; Owner: -
--

SELECT pg_catalog.setval('"My Schema"."Order Items_Id_seq"', 1, true);


--
-- Name: Order Items Order Items_pkey; Type: CONSTRAINT; Schema: My Schema; Owner: -
--

ALTER TABLE ONLY "My Schema"."Order Items"
    ADD CONSTRAINT "Order Items_pkey" PRIMARY KEY ("Id");


--
-- Name: prices prices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY "public"."prices"
    ADD CONSTRAINT "prices_pkey" PRIMARY KEY ("sku");


--
-- Name: tax_bands tax_bands_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY "public"."tax_bands"
    ADD CONSTRAINT "tax_bands_pkey" PRIMARY KEY ("year", "income");


--
-- Name: IX_Order Items;select; Type: INDEX; Schema: My Schema; Owner: -
--

CREATE INDEX "IX_Order Items;select" ON "My Schema"."Order Items" USING "btree" ("select", "end");


--
-- Name: prices remember_price; Type: RULE; Schema: public; Owner: -
--

CREATE RULE "remember_price" AS
    ON UPDATE TO "public"."prices"
   WHERE ("old"."amount" IS DISTINCT FROM "new"."amount") DO ( INSERT INTO "public"."price_history" ("sku", "old_amount", "new_amount")
  VALUES ("old"."sku", "old"."amount", "new"."amount");
 DELETE FROM "public"."price_history"
  WHERE ("price_history"."at" < ("now"() - '10 years'::interval));
);


--
-- PostgreSQL database dump complete
--


