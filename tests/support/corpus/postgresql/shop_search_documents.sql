CREATE TABLE articles (
    id       bigserial PRIMARY KEY,
    title    text NOT NULL,
    body     text NOT NULL,
    language regconfig NOT NULL DEFAULT 'english',
    document tsvector
);

CREATE FUNCTION articles_document() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.document :=
        setweight(to_tsvector(NEW.language, coalesce(NEW.title, '')), 'A') ||
        setweight(to_tsvector(NEW.language, coalesce(NEW.body, '')), 'B');
    RETURN NEW;
END;
$$;

CREATE TRIGGER articles_document
    BEFORE INSERT OR UPDATE OF title, body, language ON articles
    FOR EACH ROW EXECUTE FUNCTION articles_document();

CREATE INDEX articles_document_idx ON articles USING gin (document);

INSERT INTO articles (title, body) VALUES ('It''s lake mud; or is it?', 'Varves are layers; one a year.');
SELECT title, ts_headline(body, q) FROM articles, to_tsquery('layer & year') AS q WHERE document @@ q;
