BEGIN NOT ATOMIC
outer_block: BEGIN
  DECLARE a INT DEFAULT 1;
  inner_block: BEGIN
    DECLARE b INT; SET b = a; BEGIN END;
  END inner_block;
END outer_block;
END;
SELECT 'after';
