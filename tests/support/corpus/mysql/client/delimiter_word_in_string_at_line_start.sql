SELECT 'a
delimiter //
b;'; SELECT 2;
