CREATE SCHEMA IF NOT EXISTS registry;
CREATE TABLE registry.tenants (name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]*$'));
INSERT INTO registry.tenants VALUES ('north'), ('south');

DO $make$
DECLARE
    tenant text;
BEGIN
    FOR tenant IN SELECT name FROM registry.tenants ORDER BY name LOOP
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', 'tenant_' || tenant);
        EXECUTE format($sql$
            CREATE TABLE IF NOT EXISTS %1$I.settings (
                key   text PRIMARY KEY,
                value jsonb NOT NULL
            );
            INSERT INTO %1$I.settings VALUES ('name', to_jsonb(%2$L::text)) ON CONFLICT DO NOTHING;
        $sql$, 'tenant_' || tenant, tenant);
        RAISE NOTICE 'made %; next', tenant;
    END LOOP;
END;
$make$;

SELECT value FROM tenant_north.settings;
