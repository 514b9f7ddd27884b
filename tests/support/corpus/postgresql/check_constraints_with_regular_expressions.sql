CREATE TABLE formats (
    hex    text CHECK (hex ~ '^#[0-9a-f]{6}$'),
    path   text CHECK (path !~ E'[;\\\\\']'),
    mail   text CHECK (mail ~* $re$^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*$$re$),
    quoted text CHECK (quoted ~ '^"([^"\\]|\\.)*"$'),
    sql    text CHECK (sql NOT LIKE '%;%' ESCAPE '\' AND sql !~ '--|/\*')
);
INSERT INTO formats VALUES ('#00ff00', '/a/b', 'o''neil@example.org', '"a;b"', 'SELECT 1');
