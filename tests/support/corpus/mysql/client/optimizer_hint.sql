SELECT /*+ NO_ICP(t); */ 1; SELECT 2;
