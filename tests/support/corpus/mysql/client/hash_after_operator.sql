SELECT 1+# one; more
2; SELECT 3;
