/* ; */ CREATE /* ; */ TABLE t (a);
CREATE -- TABLE;
TEMP /* ; */ TRIGGER -- x;
r /* BEGIN */ AFTER INSERT ON t -- BEGIN
BEGIN -- SELECT;
SELECT 1 /* END; */ ; /* ; */ END /* ; */ ;
SELECT 2;
