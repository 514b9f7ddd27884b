BEGIN NOT ATOMIC
  SET @x = 1 /*!50000 + 1 */; /*!50000 IF @x THEN SET @y = 1; END IF; */
  SET @z = 1;
END;
SELECT 'after';
