-- Die Tabelle für Kunden; „in Anführungszeichen“ und mit 'einem' Apostroph's
CREATE TABLE kunden (
    id   int PRIMARY KEY, -- die Nummer; fortlaufend
    name text NOT NULL    /* 名前; お客様の */
);
COMMENT ON TABLE kunden IS '顧客表；説明; これは it''s';
INSERT INTO kunden VALUES (1, 'Müller; Söhne'), (2, '株式会社;');
