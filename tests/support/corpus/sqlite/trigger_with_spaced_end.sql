CREATE TABLE t (a);
CREATE TRIGGER r AFTER INSERT ON t BEGIN
    SELECT 1;

    END

    /* ; */
    -- ;
    ;
SELECT 2;
