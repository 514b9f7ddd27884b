CREATE COLLATION IF NOT EXISTS german (provider = icu, locale = 'de-u-co-phonebk');
CREATE TABLE texts (key text, language char(2), value text NOT NULL, PRIMARY KEY (key, language));
INSERT INTO texts VALUES
    ('greeting', 'de', 'Grüß Gott; schön, dass Sie da sind'),
    ('greeting', 'fr', 'Bonjour ; ça va ?'),
    ('greeting', 'ja', 'こんにちは；さようなら;'),
    ('greeting', 'ar', 'مرحبا؛ أهلا;'),
    ('greeting', 'xx', '🙂;🙃');
SELECT value FROM texts ORDER BY value COLLATE german;
