/* outer /* inner */ SELECT 1; SELECT 2; /* ; */ SELECT '*/'; SELECT 4;
