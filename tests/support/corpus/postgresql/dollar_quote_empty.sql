SELECT $$$$; SELECT $a$$a$; SELECT '';
