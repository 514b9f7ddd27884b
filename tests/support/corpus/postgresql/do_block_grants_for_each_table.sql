CREATE TABLE one (a int);
CREATE TABLE two (a int);
DO $grants$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
    LOOP
        EXECUTE format('GRANT SELECT ON %I.%I TO PUBLIC; REVOKE INSERT ON %1$I.%2$I FROM PUBLIC', item.schemaname, item.tablename);
    END LOOP;
END;
$grants$;
