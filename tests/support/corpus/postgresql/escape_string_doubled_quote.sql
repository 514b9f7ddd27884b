SELECT E'a''b;'; SELECT E'a\''''; SELECT E''''; SELECT E'\'\''';'; SELECT 5;
SELECT E'a''\';b', E'''\';'; SELECT e'\'''\';'; SELECT 8;
