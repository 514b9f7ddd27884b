SELECT ARRAY[1,$$2;$$::text::int] WHERE false; SELECT 1;
SELECT 1,$$;$$,2;
