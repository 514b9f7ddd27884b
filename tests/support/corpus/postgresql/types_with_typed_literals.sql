SELECT interval '1 day; 2'::text, interval(3) '1', interval '1' year, date '2026-01-01', time with time zone '12:00', double precision '1', numeric(3,1) '1.5' WHERE false;
SELECT point '(1,2)', json '{";": ";"}', int4range '[1,2)'; SELECT 3;
