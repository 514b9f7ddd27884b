-- What the server writes in another way once it has read what it wrote: lists of varchar, and BETWEEN with more behind it.

CREATE SCHEMA app;
CREATE TABLE app.teams (id integer PRIMARY KEY);
CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE DOMAIN app.size AS varchar(3) CHECK (VALUE IN ('S', 'M', 'L'));
CREATE TABLE app.noisy (
  size app.size CHECK (size NOT IN ('XS', 'XL')),
  colour varchar(9) CONSTRAINT noisy_colours CHECK (colour IN ('red', 'it''s', '(ARRAY[')),
  amount integer CHECK (amount BETWEEN 1 AND 9 AND colour <> 'x' AND size <> 'L'),
  "limit" integer CHECK ("limit" NOT BETWEEN 1 AND 9 OR amount BETWEEN 2 AND 3 OR colour IN ('a', 'b')),
  is_red boolean GENERATED ALWAYS AS (colour IN ('red', 'ruby')) STORED,
  is_set boolean DEFAULT (current_setting('app.set', true)::varchar IN ('on', 'yes')),
  EXCLUDE (amount WITH =) WHERE (colour IN ('red', 'blue') AND amount BETWEEN 1 AND 2)
);
CREATE INDEX noisy_part ON app.noisy (amount) WHERE colour NOT IN ('red', 'blue');
CREATE INDEX noisy_expression ON app.noisy ((amount BETWEEN 1 AND 3 AND "limit" > 0), (colour IN ('a', 'b')));
CREATE VIEW app.noisy_view AS SELECT colour IN ('a', 'b') AS c, CASE WHEN amount BETWEEN 1 AND 2 AND "limit" > 0 THEN 1 END AS n
  FROM app.noisy WHERE size IN ('S', 'M') AND amount IN (SELECT amount FROM app.noisy WHERE colour IN ('x', 'y'));
CREATE MATERIALIZED VIEW app.noisy_kept AS SELECT count(*) FILTER (WHERE colour IN ('a', 'b')) AS n FROM app.noisy;
CREATE TRIGGER noisy BEFORE UPDATE ON app.noisy FOR EACH ROW WHEN (NEW.colour IN ('a', 'b')) EXECUTE FUNCTION app.stamp();
CREATE POLICY noisy ON app.noisy USING (colour IN ('a', 'b')) WITH CHECK (amount BETWEEN 1 AND 2 AND colour <> 'a');
CREATE RULE noisy AS ON INSERT TO app.noisy WHERE NEW.colour IN ('a', 'b') DO INSTEAD NOTHING;
CREATE FUNCTION app.noisy(v varchar) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN v IN ('a', 'b');
CREATE PUBLICATION noisy FOR TABLE app.teams WHERE (id BETWEEN 1 AND 3 AND id <> 2);
