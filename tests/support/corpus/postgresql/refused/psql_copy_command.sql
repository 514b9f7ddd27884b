\copy t FROM 'file.csv' WITH (FORMAT csv)
SELECT 1;
