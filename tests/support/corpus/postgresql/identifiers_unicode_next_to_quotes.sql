SELECT 'é';SELECT $é$;$é$;SELECT é'';SELECT "é;";SELECT e'é\';';
SELECT ñE'' FROM t;
