SELECT doc -> 'a' ->> 'b', doc #> '{a,b}', doc #>> '{a,0}', doc @> '{"k;": 1}', doc <@ '{}', doc ? 'k', doc ?| ARRAY['a;', 'b'], doc ?& ARRAY['c'] FROM t;
SELECT doc @? '$.a[*] ? (@ > 1)', doc @@ '$.a == ";"', doc - 'k', doc - 1, doc #- '{a}', doc || '{"a": ";"}' FROM t;
SELECT doc['a']['b;'], doc->0->>-1 FROM t;
