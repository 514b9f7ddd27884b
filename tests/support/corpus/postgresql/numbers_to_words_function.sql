CREATE OR REPLACE FUNCTION in_words(n int) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT
AS $in_words$
DECLARE
    small CONSTANT text[] := ARRAY['one','two','three','four','five','six','seven','eight','nine','ten','eleven','twelve','thirteen','fourteen','fifteen','sixteen','seventeen','eighteen','nineteen'];
    tens  CONSTANT text[] := ARRAY['','twenty','thirty','forty','fifty','sixty','seventy','eighty','ninety'];
BEGIN
    RETURN CASE
        WHEN n < 0 THEN 'minus ' || in_words(-n)
        WHEN n = 0 THEN 'zero'
        WHEN n < 20 THEN small[n]
        WHEN n < 100 THEN tens[n / 10] || CASE WHEN n % 10 > 0 THEN '-' || small[n % 10] ELSE '' END
        WHEN n < 1000 THEN small[n / 100] || ' hundred' || CASE WHEN n % 100 > 0 THEN ' and ' || in_words(n % 100) ELSE '' END
        ELSE in_words(n / 1000) || ' thousand' || CASE WHEN n % 1000 > 0 THEN ' ' || in_words(n % 1000) ELSE '' END
    END;
END;
$in_words$;
SELECT in_words(342), in_words(-17), in_words(20005);
