CREATE/*;*/TABLE/*;*/t/*;*/(/*;*/a/*;*/int/*;*/,/*;*/b/*;*/text/*;*/)/*;*/;/*;*/
SELECT--;
a--;
FROM--;
t--;
;--;
