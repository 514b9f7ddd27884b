CREATE TABLE t (a text, b text);
COPY t FROM stdin;
it's	"open
''	""
$$	$tag$
*/	/*
\.
SELECT ';';
COPY t FROM stdin;
isn't	;
\.
