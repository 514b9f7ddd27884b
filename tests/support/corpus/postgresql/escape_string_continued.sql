SELECT E'first'
       'second \' ; third'
       , 2;
SELECT 'no escape \'
       ' ; here either \';
SELECT 3;
