SELECT $$a;$$||$$;b$$; SELECT 'x'||$t$;$t$||'y';
SELECT 1+$$2$$::int;SELECT($$;$$);
