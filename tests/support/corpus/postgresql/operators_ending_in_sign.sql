SELECT a @- b, a ~- 1, a #+ b, a =-1, a <+2, a >-3, a *-4, a &- b, a |- b, a !-1 FROM t; SELECT a<-1, a>=-1, a<>-1 FROM t;
SELECT @-5; SELECT |/ 4; SELECT ||/ 27; SELECT ~-1;
