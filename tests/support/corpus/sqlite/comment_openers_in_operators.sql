SELECT 1-(-1); SELECT 1 - -1; SELECT 4/2; SELECT 2*3/*;*/; SELECT 5 -/* ; */1; SELECT 6--;
;SELECT '{"a":";"}'->'a'; SELECT '{"a":";"}'->>'$.a'--;
;SELECT 8 - - 8;
