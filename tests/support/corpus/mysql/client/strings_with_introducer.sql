SELECT _utf8mb4'a;', N'b;', x'3b', b'101', 0x3b; SELECT 2;
