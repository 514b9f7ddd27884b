SELECT '\d users;', E'\\d', $$\i file.sql
\q
$$; SELECT '\;'; SELECT '\gexec'; SELECT ':variable', ':''quoted''', ':"x"';
SELECT b FROM t WHERE arr[x:y] IS NULL;
