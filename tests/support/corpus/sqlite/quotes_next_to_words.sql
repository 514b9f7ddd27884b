SELECT'a;'AS"b;"FROM(SELECT';'AS[c;])WHERE';'=[c;]AND"c;"IN(';','x');SELECT(';');SELECT';';SELECT";"FROM(SELECT 1";");
SELECT x'3b'y;
