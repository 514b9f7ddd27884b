SELECT 'žluťoučký; 日本語; é'; SELECT 'ß;';
