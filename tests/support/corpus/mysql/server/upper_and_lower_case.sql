create PROCEDURE p() begin If 1 Then Set @a = 1; eNd iF; rePEAT set @a = 2; UNTil 1 end REPEAT; End; select 1;
