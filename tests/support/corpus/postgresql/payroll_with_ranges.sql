CREATE TABLE tax_bands (year int, income numrange, rate numeric(4, 3), PRIMARY KEY (year, income));
INSERT INTO tax_bands VALUES
    (2026, '[0,10000)', 0),
    (2026, '[10000,40000)', 0.2),
    (2026, '[40000,)', 0.4);

CREATE FUNCTION tax(amount numeric, in_year int) RETURNS numeric
    STABLE
BEGIN ATOMIC
    SELECT coalesce(sum((CASE WHEN upper_inf(income) THEN amount ELSE least(amount, upper(income)) END - lower(income)) * rate), 0)
    FROM tax_bands
    WHERE year = in_year AND lower(income) < amount;
END;

SELECT tax(5000, 2026), tax(20000, 2026), tax(100000, 2026);
