SELECT 'a\';', "b\";", '\\'; SELECT '\\\';'; SELECT 3;
