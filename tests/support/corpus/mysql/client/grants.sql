CREATE USER 'a;b'@'%' IDENTIFIED BY 'p;w'; GRANT SELECT, INSERT ON sample.* TO 'a;b'@'%'; DROP USER 'a;b'@'%';
