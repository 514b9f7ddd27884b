/* one; 'quote */ SELECT 1; /**/SELECT 2;/***/SELECT 3;/*;*//*;*/SELECT 4; /* -- */ SELECT 5; /* /* not nested; */ SELECT 6;
/* over
lines; */
SELECT 7;
