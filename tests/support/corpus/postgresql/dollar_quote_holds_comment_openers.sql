SELECT $$ /* never closed ; $$; SELECT $$ -- ; $$; SELECT 3;
