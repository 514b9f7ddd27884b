SELECT /* a; 'b " ` */ 1;
/* c;
d; */ SELECT 2;
SELECT 3 /* e */;/**/SELECT 4;/***/SELECT 5;
