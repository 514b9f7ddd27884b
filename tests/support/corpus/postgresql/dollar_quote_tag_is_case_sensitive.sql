SELECT $Tag$ ; $tag$ ; $TAG$ ; $Tag$;
SELECT 2;
