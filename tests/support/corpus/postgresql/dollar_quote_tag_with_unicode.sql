SELECT $größe$ ; größe$ ; $grösse$ ; $größe$;
SELECT $标签$ a; b $标签$;
SELECT $é$;$é$;
