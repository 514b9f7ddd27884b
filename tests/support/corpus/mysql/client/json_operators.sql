SELECT JSON_EXTRACT('{"a;": 1}', '$."a;"'); SELECT 2;
