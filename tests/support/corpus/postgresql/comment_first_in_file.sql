-- Copyright the authors; all rights reserved.
/* Changes;
   - one;
   - two; */
SELECT 1;
