SELECT $$ ' ; $$; SELECT $q$ " ; $q$; SELECT $q$ '' "" ' ; $q$; SELECT 4;
