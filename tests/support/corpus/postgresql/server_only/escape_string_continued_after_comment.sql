-- statements: 4
SELECT E'a' -- a comment ends the line, and with it the gap; fine
       'b\';c';
SELECT E'a' -- the first comment
            -- a second one; with a '
       'b\'';
SELECT 'a' -- ;
       'b\'; SELECT 3;
