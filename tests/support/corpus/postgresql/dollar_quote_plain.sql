SELECT $$a; b; c$$;
SELECT $$it's; "here" -- not a comment ; /* nor this $$;
SELECT 1;
