SELECT '(0,0)'::point <-> '(1,1)'::point; SELECT @-@ '[(0,0),(1,0)]'::path; SELECT @@ '((0,0),1)'::circle; SELECT # '((1,0),(0,1))'::path; SELECT !!'cat'::tsquery;
SELECT 'a;b'::tsvector @@ 'a & !b'::tsquery; SELECT ?- '[(0,0),(1,0)]'::lseg; SELECT ?| '[(0,0),(0,1)]'::lseg;
