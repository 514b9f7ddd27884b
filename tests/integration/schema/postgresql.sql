-- At least five of every kind of thing that a schema of PostgreSQL can hold, each as awkward as it may be.
-- Names: quoted, upper case, keywords, blanks, quotes, dots, umlauts, 63 bytes long.

SET check_function_bodies = false;
CREATE SCHEMA app;
CREATE SCHEMA "Sales Dept.";
CREATE SCHEMA "order";
CREATE SCHEMA audit;
CREATE SCHEMA ext;
COMMENT ON SCHEMA app IS 'the application''s own';
COMMENT ON SCHEMA "Sales Dept." IS 'with a blank and a dot';
COMMENT ON SCHEMA "order" IS E'a keyword\nin two lines';
COMMENT ON SCHEMA audit IS 'back\slash';
COMMENT ON SCHEMA public IS 'not the usual words';

CREATE EXTENSION btree_gist SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION pgcrypto SCHEMA public;
COMMENT ON EXTENSION citext IS 'words in any case';

-- Collations
CREATE COLLATION app.german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION app.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION app."C too" (provider = libc, locale = 'C');
CREATE COLLATION "order"."Ordnung" (provider = icu, locale = 'de');
CREATE COLLATION audit.numeric_order (provider = icu, locale = 'en-u-kn-true');
COMMENT ON COLLATION app.german IS 'as in the telephone book';

-- Enums, domains, composite types, ranges
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy', 'it''s "complicated"', '');
CREATE TYPE app.state AS ENUM ('new', 'paid', 'sent');
ALTER TYPE app.state ADD VALUE 'reserved' BEFORE 'paid';
CREATE TYPE "Sales Dept."."Kind" AS ENUM ('A', 'b', 'Ü');
CREATE TYPE "order"."select" AS ENUM ('from', 'where');
CREATE TYPE audit.action AS ENUM ('I', 'U', 'D', 'T');
CREATE TYPE audit.nothing AS ENUM ();
COMMENT ON TYPE app.mood IS 'how one feels';
COMMENT ON TYPE "order"."select" IS 'two keywords';

CREATE DOMAIN app.email AS ext.citext CHECK (VALUE OPERATOR(ext.~) '^[^@]+@[^@]+$');
CREATE DOMAIN app.positive AS integer DEFAULT 1 NOT NULL CONSTRAINT is_positive CHECK (VALUE > 0)
  CONSTRAINT "not too much" CHECK (VALUE < 1000000);
CREATE DOMAIN app.very_positive AS app.positive CONSTRAINT more CHECK (VALUE > 10);
CREATE DOMAIN "Sales Dept."."Money" AS numeric(12, 2) DEFAULT 0.00;
CREATE DOMAIN "order"."table" AS text COLLATE app.german;
CREATE DOMAIN audit.moods AS app.mood[] CHECK (array_length(VALUE, 1) < 5);
COMMENT ON DOMAIN app.email IS 'an address';
COMMENT ON CONSTRAINT is_positive ON DOMAIN app.positive IS 'more than nothing';

CREATE TYPE app.address AS (street text, "zip code" character varying(10), country character(2));
CREATE TYPE app.person AS (name text COLLATE "C", feels app.mood, lives app.address, mails app.email[]);
CREATE TYPE "Sales Dept."."Price Tag" AS ("Amount" "Sales Dept."."Money", currency char(3));
CREATE TYPE "order"."group" AS ("select" "order"."select", "from" integer[]);
CREATE TYPE audit.point4 AS (x double precision, y double precision, z double precision, t timestamptz);
COMMENT ON TYPE app.address IS 'where one lives';
COMMENT ON COLUMN app.address."zip code" IS 'as text, for the zeros';

CREATE TYPE app.float_range AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE TYPE app.text_range AS RANGE (subtype = text, collation = "C");
CREATE TYPE "order"."between" AS RANGE (subtype = time, multirange_type_name = "order"."betweens");
CREATE TYPE audit.state_range AS RANGE (subtype = app.state);
CREATE TYPE app.inet_range AS RANGE (subtype = inet);
COMMENT ON TYPE app.float_range IS 'from here to there';

-- Sequences, free ones
CREATE SEQUENCE app.invoice_numbers START 1000 INCREMENT 10 CACHE 5;
CREATE SEQUENCE app.countdown AS smallint INCREMENT -1 MINVALUE -100 MAXVALUE 100 START 100 CYCLE;
CREATE SEQUENCE "Sales Dept."."Numbers" AS integer MINVALUE 0 START 0;
CREATE SEQUENCE "order"."limit" NO MAXVALUE;
CREATE SEQUENCE audit.big START 9007199254740993;
CREATE UNLOGGED SEQUENCE audit.fleeting;
COMMENT ON SEQUENCE app.invoice_numbers IS 'no gaps, we hope';

-- Functions that others need
CREATE FUNCTION app.normalized(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(btrim(value)) $$;
CREATE FUNCTION app.next_code(prefix text DEFAULT 'X-') RETURNS text LANGUAGE plpgsql VOLATILE
  AS $body$ BEGIN RETURN prefix || nextval('app.invoice_numbers'); END $body$;
CREATE FUNCTION app.valid_zip(text) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN $1 ~ '^[0-9]{5}$';

-- Tables
CREATE TABLE app.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email app.email NOT NULL,
  name text NOT NULL DEFAULT 'Jane "J." O''Neil',
  full_name text COLLATE app.german,
  mood app.mood DEFAULT 'ok',
  home app.address,
  born date CHECK (born > '1900-01-01'),
  code text DEFAULT app.next_code('U-'),
  tags text[] NOT NULL DEFAULT '{}',
  settings jsonb DEFAULT '{"a": [1, 2], "b": "it''s"}'::jsonb,
  manager bigint REFERENCES app.users ON DELETE SET NULL,
  name_length integer GENERATED ALWAYS AS (length(name)) STORED,
  searchable tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(name, ''))) STORED,
  created_at timestamptz NOT NULL DEFAULT now(),
  gone interval DEFAULT '1 day 02:00:00',
  CONSTRAINT users_email_key UNIQUE (email) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "born before made" CHECK (born < created_at)
);
COMMENT ON TABLE app.users IS 'who may come in';
COMMENT ON COLUMN app.users.email IS 'also the login';
COMMENT ON COLUMN app.users.home IS E'tab\tand ''quotes''';
COMMENT ON CONSTRAINT users_email_key ON app.users IS 'one account each';
COMMENT ON CONSTRAINT users_pkey ON app.users IS 'the key';
COMMENT ON INDEX app.users_pkey IS 'the key''s index';

CREATE TABLE app.products (
  id serial PRIMARY KEY,
  sku character varying(40) NOT NULL,
  title text NOT NULL,
  price numeric(10, 2) NOT NULL DEFAULT 0 CHECK (price >= 0),
  weight real,
  dimensions double precision[3],
  valid daterange NOT NULL DEFAULT daterange(CURRENT_DATE, NULL),
  kind "Sales Dept."."Kind" NOT NULL DEFAULT 'Ü',
  extra ext.hstore DEFAULT ''::ext.hstore,
  picture bytea DEFAULT '\xdeadbeef',
  flags bit(4) DEFAULT B'1010',
  more bit varying(10),
  at time(3) with time zone,
  ip inet DEFAULT '127.0.0.1',
  mac macaddr,
  doc xml,
  uid uuid DEFAULT gen_random_uuid(),
  spot point DEFAULT '(1,2)',
  UNIQUE (sku) INCLUDE (title),
  UNIQUE NULLS NOT DISTINCT (title, kind)
) WITH (autovacuum_enabled = false, fillfactor = 70, toast.autovacuum_enabled = false);
ALTER TABLE app.products ALTER COLUMN title SET STORAGE EXTERNAL, ALTER COLUMN title SET STATISTICS 500,
  ALTER COLUMN price SET (n_distinct = -0.5), ALTER COLUMN doc SET COMPRESSION pglz;
ALTER SEQUENCE app.products_id_seq INCREMENT 2;

CREATE TABLE app.orders (
  id bigint GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME app."Order Numbers" START 100 INCREMENT 5 MINVALUE 100
    MAXVALUE 1000000 CACHE 3 CYCLE) PRIMARY KEY,
  customer bigint NOT NULL CONSTRAINT "customer of order" REFERENCES app.users (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  state app.state NOT NULL DEFAULT 'new'::app.state,
  placed_at timestamp(0) without time zone DEFAULT ('now'::text)::timestamp without time zone,
  total "Sales Dept."."Money",
  previous bigint,
  CONSTRAINT orders_previous_fkey FOREIGN KEY (previous) REFERENCES app.orders (id)
    ON DELETE SET DEFAULT DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE app.order_lines (
  order_id bigint REFERENCES app.orders ON DELETE CASCADE,
  line smallint,
  product integer REFERENCES app.products ON UPDATE SET NULL,
  quantity app.positive,
  PRIMARY KEY (order_id, line)
);
CREATE TABLE app.shipments (
  order_id bigint,
  line smallint,
  part integer NOT NULL,
  carrier text,
  FOREIGN KEY (order_id, line) REFERENCES app.order_lines MATCH FULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT shipments_some FOREIGN KEY (order_id, line) REFERENCES app.order_lines ON DELETE SET NULL (line),
  PRIMARY KEY (part)
);

-- Two that need each other
CREATE TABLE app.teams (id integer PRIMARY KEY, lead integer, name text);
CREATE TABLE app.members (id integer PRIMARY KEY, team integer NOT NULL REFERENCES app.teams);
ALTER TABLE app.teams ADD FOREIGN KEY (lead) REFERENCES app.members;
-- A default and a check that need their own table
CREATE FUNCTION app.team_count() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM app.teams; END;
ALTER TABLE app.teams ADD COLUMN position bigint DEFAULT app.team_count();
CREATE FUNCTION app.is_good(app.teams) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.name <> ''bad''';
ALTER TABLE app.teams ADD CONSTRAINT good CHECK (app.is_good(teams.*));
-- A column of another table's row type
CREATE TABLE app.snapshots (id integer, team app.teams, all_members app.members[], taken timestamptz);

-- Keywords, blanks and quotes
CREATE TABLE "order"."user" ("select" integer PRIMARY KEY, "from" text DEFAULT 'where', "Group" integer, "a""b" text,
  "table" "order"."table", "desc" integer CHECK ("desc" > "Group"), "zwölf" text, "$x" text, x$y text);
CREATE TABLE "Sales Dept."."Big Deals" ("Deal No." integer NOT NULL, "%" numeric(5, 2), "Price" "Sales Dept."."Price Tag",
  CONSTRAINT "Big Deals, the key" PRIMARY KEY ("Deal No."));
CREATE TABLE "Sales Dept."."a table name of sixty-three bytes, as long as a name may be 123"
  ("a column name of sixty-three bytes, as long as a name may be 12" serial, x integer);
CREATE TABLE public.plain (id integer, x text);
CREATE TABLE public.nothing ();
CREATE TABLE "order".columns (year integer, level text, name name, "char" "char", value text, "values" integer);

-- Exclusion
CREATE TABLE app.rooms (id integer PRIMARY KEY, name ext.citext);
CREATE TABLE app.bookings (
  room integer NOT NULL REFERENCES app.rooms,
  during tstzrange NOT NULL,
  cancelled boolean DEFAULT false,
  who text,
  CONSTRAINT no_two_at_once EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled),
  CONSTRAINT one_each EXCLUDE USING gist (who WITH =, during WITH &&) DEFERRABLE INITIALLY DEFERRED,
  EXCLUDE USING btree (lower(who) COLLATE "C" text_pattern_ops WITH =),
  EXCLUDE USING hash (who WITH =),
  EXCLUDE USING spgist (during WITH -|-)
);
COMMENT ON CONSTRAINT no_two_at_once ON app.bookings IS 'a room is had by one';

-- Partitions, and partitions of partitions
CREATE TABLE audit.events (
  id bigint NOT NULL, day date NOT NULL, region text NOT NULL DEFAULT 'eu', what audit.action, payload jsonb,
  CONSTRAINT events_known CHECK (id > 0),
  PRIMARY KEY (id, day, region)
) PARTITION BY RANGE (day);
CREATE TABLE audit.events_2025 PARTITION OF audit.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE audit.events_2026 PARTITION OF audit.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
  PARTITION BY LIST (region);
CREATE TABLE audit.events_2026_eu PARTITION OF audit.events_2026 FOR VALUES IN ('eu', 'ch');
CREATE TABLE audit.events_2026_us PARTITION OF audit.events_2026 (payload DEFAULT '{}') FOR VALUES IN ('us', NULL)
  PARTITION BY HASH (id);
CREATE TABLE audit.events_2026_us_0 PARTITION OF audit.events_2026_us FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE audit.events_2026_us_1 PARTITION OF audit.events_2026_us FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE audit.events_rest PARTITION OF audit.events DEFAULT;
CREATE TABLE audit.events_old (region text NOT NULL, day date NOT NULL, id bigint NOT NULL, payload jsonb, what audit.action,
  CONSTRAINT events_known CHECK (id > 0), CONSTRAINT only_old CHECK (day < '2025-01-01'));
ALTER TABLE audit.events ATTACH PARTITION audit.events_old FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
CREATE INDEX events_what ON audit.events (what) WHERE what <> 'T';
CREATE INDEX only_on_one ON audit.events_2025 (payload);
CREATE UNIQUE INDEX unique_there ON audit.events_2026_eu (id);
CREATE TABLE audit.measures (device integer NOT NULL, at timestamptz, value real)
  PARTITION BY RANGE (lower(device::text), at);
CREATE TABLE audit.measures_all PARTITION OF audit.measures FOR VALUES FROM (MINVALUE, MINVALUE) TO (MAXVALUE, MAXVALUE);
CREATE TABLE audit.letters (c text COLLATE "C") PARTITION BY LIST (c COLLATE "C");
CREATE TABLE audit.letters_a PARTITION OF audit.letters FOR VALUES IN ('a');
CREATE TABLE audit.hashed (k integer, v text) PARTITION BY HASH (k, v);
CREATE TABLE audit.hashed_1 PARTITION OF audit.hashed FOR VALUES WITH (MODULUS 3, REMAINDER 1);
COMMENT ON TABLE audit.events_rest IS 'what falls through';
-- A foreign key that refers to a partitioned table, and one that it has
CREATE TABLE audit.notes (id bigint, day date, region text, note text,
  FOREIGN KEY (id, day, region) REFERENCES audit.events ON DELETE CASCADE);
CREATE TABLE audit.regions (code text PRIMARY KEY, "in" integer UNIQUE WITH (fillfactor = 60) DEFERRABLE);
ALTER TABLE audit.events ADD CONSTRAINT events_region FOREIGN KEY (region) REFERENCES audit.regions;

-- Inheritance
CREATE TABLE app.animals (id integer NOT NULL, name text DEFAULT 'nobody', legs integer DEFAULT 4,
  CONSTRAINT legs_even CHECK (legs % 2 = 0), CONSTRAINT not_here CHECK (legs < 100) NO INHERIT);
CREATE TABLE app.things (id integer, owner bigint);
CREATE TABLE app.dogs (breed text, CONSTRAINT breed_known CHECK (breed <> '')) INHERITS (app.animals);
CREATE TABLE app.birds (legs integer DEFAULT 2, wings integer) INHERITS (app.animals);
CREATE TABLE app.toy_dogs (battery boolean) INHERITS (app.dogs, app.things);
CREATE TABLE app.snakes () INHERITS (app.animals);
ALTER TABLE app.snakes ALTER COLUMN legs SET DEFAULT 0, ALTER COLUMN name DROP DEFAULT, ALTER COLUMN name SET NOT NULL;
CREATE TABLE app.pets (LIKE app.dogs INCLUDING ALL) INHERITS (app.things);
ALTER TABLE app.dogs ADD PRIMARY KEY (id);

-- Other ways to keep a table
CREATE UNLOGGED TABLE audit.scratchpad (x integer PRIMARY KEY WITH (fillfactor = 50), y text);
CREATE UNLOGGED TABLE audit.cache (k text, v bytea) WITH (autovacuum_vacuum_scale_factor = 0.01, parallel_workers = 2);
CREATE TABLE app.typed OF app.address (street NOT NULL, PRIMARY KEY ("zip code"));
CREATE TABLE audit.full_identity (x integer, y integer);
ALTER TABLE audit.full_identity REPLICA IDENTITY FULL;
CREATE TABLE audit.no_identity (x integer);
ALTER TABLE audit.no_identity REPLICA IDENTITY NOTHING;
CREATE TABLE audit.by_index (x integer NOT NULL, y integer NOT NULL);
CREATE UNIQUE INDEX by_index_x ON audit.by_index (x);
ALTER TABLE audit.by_index REPLICA IDENTITY USING INDEX by_index_x;
CREATE INDEX by_index_y ON audit.by_index (y);
ALTER TABLE audit.by_index CLUSTER ON by_index_y;
CREATE TABLE app.late (x integer, y integer);
ALTER TABLE app.late ADD CONSTRAINT not_yet CHECK (x > 0) NOT VALID;
ALTER TABLE app.late ADD CONSTRAINT not_yet_fk FOREIGN KEY (y) REFERENCES app.rooms NOT VALID;
CREATE TABLE app.dropped (a integer, b integer, c integer UNIQUE, d integer, PRIMARY KEY (d, a));
ALTER TABLE app.dropped DROP COLUMN b;
ALTER TABLE app.dropped ADD COLUMN e integer;
CREATE INDEX dropped_e ON app.dropped (e) INCLUDE (c, d);
ALTER SEQUENCE "Sales Dept."."Numbers" OWNED BY "Sales Dept."."Big Deals"."Deal No.";
CREATE TABLE app.defaults (
  a integer DEFAULT (1 + 2) * 3, b text DEFAULT 'a' || 'b', c timestamptz DEFAULT date_trunc('day', now()),
  d text DEFAULT CURRENT_USER, e integer[] DEFAULT ARRAY[1, 2, 3], f app.mood[] DEFAULT ARRAY['sad', 'ok']::app.mood[],
  g boolean DEFAULT (random() > 0.5), h bigint DEFAULT nextval('app.countdown'), i text DEFAULT E'line\nbreak',
  j app.person DEFAULT ROW('x', 'ok', NULL, '{}'), k numeric DEFAULT 'NaN', l float DEFAULT '-Infinity',
  m date DEFAULT 'infinity', n text DEFAULT NULL, o interval DEFAULT '1 year -2 days', p app.float_range DEFAULT '[1,2)',
  q text DEFAULT CASE WHEN now() > '2020-01-01' THEN 'late' ELSE 'early' END, r text DEFAULT 'back\slash', s int4multirange
    DEFAULT '{[1,2)}', t text COLLATE app.any_case DEFAULT lower('X'), u ext.citext DEFAULT 'Ci', v varchar DEFAULT '',
  w money DEFAULT 12.5, x jsonb DEFAULT jsonb_build_object('k', 1), y "order"."select" DEFAULT 'from', z app.very_positive
);
CREATE TABLE app.generated (
  w numeric, h numeric, area numeric GENERATED ALWAYS AS (w * h) STORED,
  label text GENERATED ALWAYS AS ('w=' || app.normalized(CASE WHEN w IS NULL THEN '?' ELSE 'x' END)) STORED,
  first text, last text, "full" text GENERATED ALWAYS AS (coalesce(first, '') || ' ' || coalesce(last, '')) STORED,
  ok boolean GENERATED ALWAYS AS (w > 0 AND h > 0) STORED
);
CREATE TABLE app.identities (
  a smallint GENERATED ALWAYS AS IDENTITY, b integer GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1 START -1),
  c bigint GENERATED BY DEFAULT AS IDENTITY (MINVALUE 0 START 0 NO CYCLE)
);

-- Indexes
CREATE INDEX users_name ON app.users (name);
CREATE INDEX users_lower ON app.users (lower(name) text_pattern_ops DESC NULLS LAST, (born - '2000-01-01'::date));
CREATE UNIQUE INDEX users_active ON app.users (email, manager) WHERE manager IS NOT NULL AND mood <> 'sad';
CREATE UNIQUE INDEX users_code ON app.users (code) NULLS NOT DISTINCT;
CREATE INDEX users_tags ON app.users USING gin (tags) WITH (fastupdate = off);
CREATE INDEX users_settings ON app.users USING gin (settings jsonb_path_ops);
CREATE INDEX users_search ON app.users USING gin (searchable);
CREATE INDEX users_trgm ON app.users USING gist (name ext.gist_trgm_ops (siglen = 32));
CREATE INDEX users_hash ON app.users USING hash (full_name);
CREATE INDEX users_brin ON app.users USING brin (created_at, id) WITH (pages_per_range = 16);
CREATE INDEX users_spgist ON app.users USING spgist (name COLLATE "C");
CREATE INDEX users_home ON app.users (((home).street), ((settings -> 'a')));
CREATE INDEX "Users: by mood & name" ON app.users (mood NULLS FIRST, name DESC) INCLUDE (email, born);
CREATE INDEX users_expression ON app.users ((name || ' ' || coalesce(full_name, '')), app.normalized(name));
ALTER INDEX app.users_expression ALTER COLUMN 1 SET STATISTICS 200;
CREATE INDEX products_price ON app.products (price DESC, weight ASC NULLS FIRST) WHERE price > 10.5;
CREATE INDEX products_valid ON app.products USING gist (valid);
CREATE INDEX products_ip ON app.products USING gist (ip inet_ops);
CREATE INDEX products_varchar ON app.products (sku varchar_pattern_ops);
CREATE INDEX orders_state ON app.orders (state) WHERE state IN ('new', 'paid');
CREATE INDEX "user_Group" ON "order"."user" ("Group", "from" DESC);
CREATE INDEX "from" ON "order"."user" ("select") INCLUDE ("a""b");
COMMENT ON INDEX app.users_lower IS 'for searching';
COMMENT ON INDEX "order"."from" IS 'a keyword';

-- Functions and procedures
CREATE FUNCTION app.add(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION app.add(a numeric, b numeric DEFAULT 1.5) RETURNS numeric LANGUAGE sql IMMUTABLE RETURN a + b;
CREATE FUNCTION app.add(VARIADIC numbers double precision[]) RETURNS double precision LANGUAGE sql
  AS $x$ SELECT sum(n) FROM unnest(numbers) n $x$;
CREATE FUNCTION app.add(a text, OUT b text, OUT c integer) LANGUAGE plpgsql AS $$ BEGIN b := a; c := 1; END $$;
CREATE FUNCTION app.users_of(mood app.mood) RETURNS SETOF app.users LANGUAGE sql STABLE ROWS 10
  AS $$ SELECT * FROM app.users u WHERE u.mood = $1 $$;
CREATE FUNCTION app.table_of(n integer) RETURNS TABLE (id integer, label text) LANGUAGE plpgsql
  SET search_path TO 'app', 'pg_temp' SET work_mem TO '8MB' AS $$
BEGIN
  -- a comment; and a semicolon
  RETURN QUERY SELECT i, 'x' || i FROM generate_series(1, n) i;
END $$;
CREATE FUNCTION app.body_atomic(who bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER LEAKPROOF COST 5
BEGIN ATOMIC
  SELECT name FROM app.users WHERE id = who;
END;
CREATE FUNCTION app.body_atomic_two(who bigint) RETURNS text LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO audit.regions VALUES ('x') ON CONFLICT DO NOTHING;
  SELECT app.body_atomic(who) || 'x';
END;
CREATE FUNCTION "order"."Ünïcödé"("select" integer, "From" text DEFAULT 'it''s') RETURNS "order"."select"
  LANGUAGE sql AS $q$ SELECT 'from'::"order"."select" $q$;
CREATE FUNCTION "Sales Dept."."row in, row out"("Sales Dept."."Big Deals") RETURNS "Sales Dept."."Price Tag"
  LANGUAGE sql AS 'SELECT $1."Price"';
CREATE FUNCTION app.poly(anyelement, anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION app.quoted() RETURNS text LANGUAGE sql AS 'SELECT ''it''''s $$ and $function$ here''';
CREATE FUNCTION app.later() RETURNS integer LANGUAGE sql AS 'SELECT count(*)::integer FROM app.v_users';
CREATE FUNCTION app.window_like() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_row_number';
CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION app.count_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count(*) FROM old_rows;
  RETURN NULL;
END $$;
CREATE FUNCTION audit.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
COMMENT ON FUNCTION app.add(integer, integer) IS 'the sum';
COMMENT ON FUNCTION app.add(double precision[]) IS 'of many';
COMMENT ON FUNCTION app.stamp() IS 'does nothing yet';
CREATE PROCEDURE app.clean() LANGUAGE sql AS 'DELETE FROM app.late';
CREATE PROCEDURE app.clean(days integer) LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
CREATE PROCEDURE app.both(INOUT a integer, b text DEFAULT NULL) LANGUAGE plpgsql AS $$ BEGIN a := 1; END $$;
CREATE PROCEDURE "order"."do"(OUT result text) LANGUAGE plpgsql AS $$ BEGIN result := ''; END $$;
CREATE PROCEDURE audit.atomic(x integer) LANGUAGE sql BEGIN ATOMIC DELETE FROM audit.notes WHERE id = x; END;
COMMENT ON PROCEDURE app.clean(integer) IS 'older ones';
CREATE AGGREGATE app.total(numeric) (SFUNC = numeric_add, STYPE = numeric, INITCOND = '0');
CREATE AGGREGATE app.longest(text) (SFUNC = textcat, STYPE = text, PARALLEL = safe);
CREATE AGGREGATE app.mean(double precision) (SFUNC = float8_accum, STYPE = double precision[], FINALFUNC = float8_avg,
  COMBINEFUNC = float8_combine, INITCOND = '{0,0,0}');
CREATE AGGREGATE app.most(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = >);
CREATE AGGREGATE "order"."all"(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition,
  STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
COMMENT ON AGGREGATE app.total(numeric) IS 'the sum again';

-- Views on views
CREATE VIEW app.v_users AS SELECT id, name, mood FROM app.users WHERE mood <> 'sad';
CREATE VIEW app.a_view_on_a_view AS SELECT v.id, v.name AS "Name", count(o.id) AS orders FROM app.v_users v
  LEFT JOIN app.orders o ON o.customer = v.id GROUP BY v.id, v.name;
CREATE VIEW app.a_third AS SELECT * FROM app.a_view_on_a_view WHERE orders > app.add(1, 1);
CREATE VIEW app.by_key AS SELECT u.*, count(*) AS n FROM app.users u JOIN app.orders o ON o.customer = u.id GROUP BY u.id;
CREATE VIEW "Sales Dept."."Deals, all" AS SELECT "Deal No.", ("Price")."Amount" FROM "Sales Dept."."Big Deals";
CREATE VIEW "order"."view" WITH (security_barrier = true, security_invoker = true) AS SELECT "select", "from" AS "where"
  FROM "order"."user";
CREATE VIEW app.checked AS SELECT id, name FROM app.teams WHERE id > 0 WITH CASCADED CHECK OPTION;
CREATE VIEW app.checked_locally AS SELECT id, name FROM app.checked WITH LOCAL CHECK OPTION;
CREATE RECURSIVE VIEW app.numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
CREATE VIEW app.with_cte AS WITH x AS MATERIALIZED (SELECT 1 AS one), y AS (SELECT 2 AS two) SELECT * FROM x, y;
CREATE VIEW app.windowed AS SELECT id, rank() OVER w AS r FROM app.orders WINDOW w AS (PARTITION BY customer ORDER BY id);
CREATE VIEW app.tricky AS SELECT 'it''s'::text AS "it's", E'\n' AS newline, ARRAY['a', 'b'] AS arr, '2020-01-01'::date AS d,
  (SELECT max(id) FROM app.orders) AS newest, '{}'::jsonb ? 'x' AS has, now() AT TIME ZONE 'UTC' AS utc;
CREATE VIEW app.no_columns AS SELECT;
CREATE VIEW app.of_functions AS SELECT * FROM app.table_of(3) WITH ORDINALITY AS t (a, b, o);
CREATE VIEW audit.recent AS SELECT * FROM audit.events WHERE day > CURRENT_DATE - 7;
COMMENT ON VIEW app.v_users IS 'the merry ones';
COMMENT ON COLUMN app.v_users.name IS 'of the merry ones';
ALTER VIEW app.v_users ALTER COLUMN mood SET DEFAULT 'happy';

CREATE MATERIALIZED VIEW app.m_users AS SELECT id, name, mood FROM app.v_users;
CREATE MATERIALIZED VIEW app.m_counts AS SELECT mood, count(*) AS n FROM app.m_users GROUP BY mood WITH NO DATA;
CREATE MATERIALIZED VIEW app.m_first WITH (fillfactor = 80) AS SELECT min(id) AS id FROM app.orders;
CREATE MATERIALIZED VIEW "Sales Dept."."Deals" AS TABLE "Sales Dept."."Deals, all";
CREATE MATERIALIZED VIEW audit.m_events AS SELECT day, count(*) AS n FROM audit.events GROUP BY day;
CREATE UNIQUE INDEX m_users_id ON app.m_users (id);
CREATE INDEX m_users_name ON app.m_users (lower(name)) WHERE mood IS NOT NULL;
CREATE UNIQUE INDEX m_events_day ON audit.m_events (day);
COMMENT ON MATERIALIZED VIEW app.m_users IS 'kept';
COMMENT ON COLUMN app.m_users.id IS 'of users';
COMMENT ON INDEX app.m_users_id IS 'so that it can be refreshed concurrently';
-- A table that needs a view, and a view that needs it
CREATE FUNCTION app.of_view(app.v_users) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.name';
CREATE TABLE app.of_views (v app.v_users, n text CHECK (n <> ''));
CREATE VIEW app.v_of_views AS SELECT app.of_view(v) AS name FROM app.of_views;

-- Triggers
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.stamp();
CREATE TRIGGER stamp_name BEFORE UPDATE OF name, email ON app.users FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION app.stamp('a', 'it''s');
CREATE TRIGGER counted AFTER UPDATE ON app.users REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION app.count_changes();
CREATE TRIGGER counted_gone AFTER DELETE ON app.orders REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION app.count_changes();
CREATE TRIGGER truncated BEFORE TRUNCATE ON app.orders EXECUTE FUNCTION app.stamp();
CREATE CONSTRAINT TRIGGER deferred AFTER INSERT ON app.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.total > 0) EXECUTE FUNCTION app.stamp();
CREATE CONSTRAINT TRIGGER from_another AFTER DELETE ON app.rooms FROM app.bookings FOR EACH ROW EXECUTE FUNCTION app.stamp();
CREATE CONSTRAINT TRIGGER late_check AFTER UPDATE OF title ON app.products INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION app.stamp('x');
CREATE CONSTRAINT TRIGGER "At once" AFTER INSERT OR DELETE ON "order"."user" FOR EACH ROW EXECUTE FUNCTION app.stamp();
CREATE CONSTRAINT TRIGGER can_wait AFTER UPDATE ON app.late DEFERRABLE FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION app.stamp();
CREATE TRIGGER instead INSTEAD OF INSERT ON app.a_view_on_a_view FOR EACH ROW EXECUTE FUNCTION app.stamp();
CREATE TRIGGER "on parts" AFTER INSERT ON audit.events FOR EACH ROW EXECUTE FUNCTION app.stamp();
CREATE TRIGGER off BEFORE DELETE ON app.teams FOR EACH ROW EXECUTE FUNCTION app.stamp();
ALTER TABLE app.teams DISABLE TRIGGER off;
CREATE TRIGGER on_replicas BEFORE DELETE ON app.members FOR EACH ROW EXECUTE FUNCTION app.stamp();
ALTER TABLE app.members ENABLE REPLICA TRIGGER on_replicas;
CREATE TRIGGER always BEFORE UPDATE ON app.members FOR EACH ROW EXECUTE FUNCTION app.stamp();
ALTER TABLE app.members ENABLE ALWAYS TRIGGER always;
COMMENT ON TRIGGER stamp ON app.users IS 'when it was changed';

-- Policies
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.orders FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users USING (id = current_setting('app.user', true)::bigint);
CREATE POLICY "read all" ON app.users FOR SELECT TO pg_read_all_data, pg_monitor USING (true);
CREATE POLICY "write all" ON app.users AS RESTRICTIVE FOR INSERT TO PUBLIC WITH CHECK (app.normalized(name) <> '');
CREATE POLICY change ON app.orders FOR UPDATE USING (customer > 0) WITH CHECK (total > 0);
CREATE POLICY remove ON app.orders AS RESTRICTIVE FOR DELETE TO pg_write_all_data
  USING (EXISTS (SELECT FROM app.users u WHERE u.id = orders.customer));
COMMENT ON POLICY own ON app.users IS 'only oneself';

-- What is kept as text
CREATE STATISTICS app.users_names ON name, full_name FROM app.users;
CREATE STATISTICS app.users_kinds (ndistinct, dependencies) ON mood, manager, born FROM app.users;
CREATE STATISTICS app.users_expressions ON lower(name), (born - '2000-01-01'::date) FROM app.users;
CREATE STATISTICS "order"."user" (mcv) ON "select", "Group" FROM "order"."user";
CREATE STATISTICS audit.events_days ON day, region FROM audit.events;
ALTER STATISTICS app.users_kinds SET STATISTICS 300;
COMMENT ON STATISTICS app.users_names IS 'they go together';
CREATE RULE no_delete AS ON DELETE TO app.late DO INSTEAD NOTHING;
CREATE RULE "also log" AS ON INSERT TO app.late DO ALSO INSERT INTO audit.regions VALUES (NEW.x::text);
CREATE RULE insert_into AS ON INSERT TO "order"."view" DO INSTEAD INSERT INTO "order"."user" ("select", "from")
  VALUES (NEW."select", NEW."where");
CREATE RULE two AS ON UPDATE TO app.late WHERE OLD.x > 5 DO (DELETE FROM audit.regions; SELECT 1);
CREATE RULE quiet AS ON UPDATE TO public.plain DO INSTEAD NOTHING;
ALTER TABLE public.plain DISABLE RULE quiet;
COMMENT ON RULE no_delete ON app.late IS 'what is late, stays';
CREATE EVENT TRIGGER all_ddl ON ddl_command_end EXECUTE FUNCTION audit.on_ddl();
CREATE EVENT TRIGGER some_ddl ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION audit.on_ddl();
CREATE EVENT TRIGGER "Drops" ON sql_drop EXECUTE FUNCTION audit.on_ddl();
CREATE EVENT TRIGGER rewrites ON table_rewrite EXECUTE FUNCTION audit.on_ddl();
CREATE EVENT TRIGGER sleeping ON sql_drop EXECUTE FUNCTION audit.on_ddl();
ALTER EVENT TRIGGER sleeping DISABLE;
ALTER EVENT TRIGGER rewrites ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER all_ddl IS 'sees everything';
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION "some tables" FOR TABLE app.products, ONLY app.animals (id, name), app.rooms WHERE (id > 5)
  WITH (publish = 'insert, update');
CREATE PUBLICATION of_a_schema FOR TABLES IN SCHEMA audit, "Sales Dept.";
CREATE PUBLICATION empty;
CREATE PUBLICATION by_root FOR TABLE audit.events WITH (publish_via_partition_root = true);
COMMENT ON PUBLICATION everything IS 'to the other side';
