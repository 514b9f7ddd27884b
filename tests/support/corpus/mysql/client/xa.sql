XA START 'a;b'; XA END 'a;b'; XA ROLLBACK 'a;b'; XA BEGIN 'c'; XA END 'c'; XA PREPARE 'c'; XA COMMIT 'c';
