CREATE TABLE größe (名前 text, b text);
COPY größe (名前, b) FROM stdin;
Grüße；	é
日本;語	🙂
 	​
﻿	;
\.
SELECT count(*) FROM größe;
