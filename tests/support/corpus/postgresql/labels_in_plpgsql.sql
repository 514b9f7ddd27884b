DO $$
<<outer_block>>
DECLARE
    n int := 0;
BEGIN
    <<rows>>
    FOR i IN 1..3 LOOP
        <<inner>>
        WHILE n < 10 LOOP
            n := n + 1;
            CONTINUE rows WHEN n = 5;
            EXIT inner WHEN n > 7;
        END LOOP inner;
    END LOOP rows;
    outer_block.n := 1;
END outer_block
$$;
SELECT 1;
