CREATE PROCEDURE move_money(source int, target int, amount numeric)
BEGIN ATOMIC
    UPDATE accounts SET balance = balance - amount WHERE id = source;
    UPDATE accounts SET balance = balance + amount WHERE id = target;
    INSERT INTO transfers (source, target, amount, note) VALUES (source, target, amount, 'moved; end;') RETURNING id;
    DELETE FROM pending WHERE transfers.end < now();
END;
CALL move_money(1, 2, 10);
