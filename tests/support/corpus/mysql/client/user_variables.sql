SET @a = 1, @`b;` = 2, @'c;' = 3; SELECT @a, @`b;`; SELECT @@session.sql_mode;
