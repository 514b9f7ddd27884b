CREATE TABLE größe (名前 TEXT, "имя;" TEXT, ☃ TEXT, a😀b TEXT); INSERT INTO größe (名前) VALUES ('日本;'); SELECT 名前, "имя;", ☃, a😀b FROM größe; SELECT 4;
