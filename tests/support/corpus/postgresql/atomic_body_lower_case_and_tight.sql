create function f() returns int begin atomic select 1;end;select f();create procedure p()begin/*;*/atomic--;
select 2;end/*;*/;select 5;
