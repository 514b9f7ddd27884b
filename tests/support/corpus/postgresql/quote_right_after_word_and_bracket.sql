SELECT(';')AS"a;"FROM(SELECT';'AS b)q WHERE';'=b AND"b"=';'OR q."b"IN(';','x'); SELECT ARRAY[';']::text[]; SELECT ';'::text;
