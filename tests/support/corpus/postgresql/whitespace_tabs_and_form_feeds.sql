SELECT	1;	SELECT2	;
SELECT 'tab	and form feed;' ; 	 SELECT 4	-- comment;	
;