CREATE TABLE go (go); INSERT INTO go VALUES ('go'); SELECT go FROM go; CREATE TABLE delimiter (slash); SELECT slash FROM delimiter; SELECT 6;
