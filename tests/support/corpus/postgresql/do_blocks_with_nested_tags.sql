DO $do$
BEGIN
    EXECUTE $sql$
        CREATE FUNCTION made() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            RAISE NOTICE '%', $msg$it's; $$ here $msg$;
            RETURN NEW;
        END;
        $body$;
    $sql$;
END
$do$ LANGUAGE plpgsql;
DO LANGUAGE plpgsql $$ BEGIN NULL; END $$; DO 'BEGIN NULL; END;'; DO E'BEGIN RAISE NOTICE \'x;\'; END;';
SELECT 5;
