LISTEN "a;b"; NOTIFY "a;b", 'payload; with semicolon'; NOTIFY c; UNLISTEN "a;b"; UNLISTEN *; SELECT pg_notify('c', ';');
