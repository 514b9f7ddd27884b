SELECT '
-- varve:down
-- varve:up
'; SELECT $$
-- varve:dialect sqlite
; $$; /*
-- varve:statement begin
*/ SELECT 3;
