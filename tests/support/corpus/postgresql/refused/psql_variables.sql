\set name 'value'
SELECT :name, :'name', :"name" FROM :table;
