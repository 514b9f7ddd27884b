CREATE TABLE [t] ([a;b] int)
GO
SELECT TOP 1 [a;b] FROM [t]
GO
