DeLiMiTeR //
SELECT 1//
dElImItEr ;
SELECT 2;
