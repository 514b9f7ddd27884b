CREATE TABLE [a;b] ([c;d] INTEGER, [it's] TEXT, ["q] TEXT, [--] TEXT, [/*] TEXT, [x[y] TEXT);
INSERT INTO [a;b] ([c;d]) VALUES (1); SELECT [c;d], [it's], ["q], [--], [/*], [x[y] FROM [a;b]; SELECT 2;
