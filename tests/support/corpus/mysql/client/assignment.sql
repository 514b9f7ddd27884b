SELECT @a := 1; SET @b := @a; SELECT @b;
