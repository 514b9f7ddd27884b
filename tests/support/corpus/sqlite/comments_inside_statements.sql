CREATE TABLE t ( -- the table;
    a INTEGER, -- it's a number;
    /* b TEXT, ; */
    c TEXT -- the last;
) -- done
; SELECT 1 + -- ;
2; SELECT/*;*/3/*;*/;
