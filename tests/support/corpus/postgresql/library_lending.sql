BEGIN;

CREATE TABLE books (
    isbn   char(13) PRIMARY KEY CHECK (isbn ~ '^\d{13}$'),
    title  text NOT NULL,
    copies smallint NOT NULL CHECK (copies >= 0)
);
CREATE TABLE loans (
    isbn     char(13) NOT NULL REFERENCES books,
    reader   text NOT NULL,
    lent     date NOT NULL DEFAULT current_date,
    returned date,
    CHECK (returned IS NULL OR returned >= lent)
);
CREATE UNIQUE INDEX one_copy_a_reader ON loans (isbn, reader) WHERE returned IS NULL;

CREATE FUNCTION overdue(days int DEFAULT 28)
RETURNS TABLE (reader text, title text, late int)
LANGUAGE sql STABLE AS $$
    SELECT l.reader, b.title, current_date - l.lent - days
    FROM loans l JOIN books b USING (isbn)
    WHERE l.returned IS NULL AND current_date - l.lent > days
    ORDER BY 3 DESC; -- the worst first
$$;

COMMIT;
