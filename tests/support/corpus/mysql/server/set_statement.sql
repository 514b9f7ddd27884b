SET STATEMENT max_statement_time = 5 FOR SELECT 1; SELECT 2;
