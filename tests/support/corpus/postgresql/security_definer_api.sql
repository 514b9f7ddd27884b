CREATE SCHEMA private;
CREATE SCHEMA api;
CREATE TABLE private.secrets (name text PRIMARY KEY, value text NOT NULL);
CREATE FUNCTION api.secret_exists(wanted text) RETURNS boolean
    LANGUAGE sql
    STABLE
    SECURITY DEFINER
    LEAKPROOF
    SET search_path = ''
    SET statement_timeout = '1s'
AS $_$
    SELECT EXISTS (SELECT 1 FROM private.secrets WHERE name = $1); -- $1 is the name
$_$;
REVOKE ALL ON FUNCTION api.secret_exists(text) FROM PUBLIC;
ALTER FUNCTION api.secret_exists(text) COST 1000;
SELECT api.secret_exists('x;');
