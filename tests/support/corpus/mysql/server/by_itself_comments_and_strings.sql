BEGIN NOT ATOMIC
  -- END; IF
  # BEGIN; BEGIN
  SET @x = 'END; BEGIN'; /* END IF; */
  SET @y = "it's; \" END";
END;
SELECT 'after';
