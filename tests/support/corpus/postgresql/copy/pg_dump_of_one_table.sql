--
-- Data for Name: people; Type: TABLE DATA; Schema: public; Owner: -
--

CREATE TABLE public.people (
    id bigint NOT NULL,
    name text,
    note text
);

COPY public.people (id, name, note) FROM stdin;
1	O'Hara	likes; semicolons
2	\N	C:\\temp\\new
3	Ann "the -- quick"	two\nlines
4		/* nothing
\.


--
-- Name: people people_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
