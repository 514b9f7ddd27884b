SELECT '--'; SELECT '/*'; SELECT '*/'; SELECT '-- ;'; SELECT '/* ; */' /* ' */; SELECT 6;
