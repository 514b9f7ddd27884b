SELECT B'1010', b'01', X'1F', x'ff'; SELECT B''; SELECT X'AB' || X'CD'; SELECT B'1'
'0;'::text WHERE false;
