PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO notes VALUES(2,'four');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','notes_index','notes_index',0,'CREATE VIRTUAL TABLE notes_index USING fts5(body, content=''notes'', content_rowid=''id'')');
CREATE TABLE IF NOT EXISTS 'notes_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO notes_index_data VALUES(1,X'0101');
INSERT INTO notes_index_data VALUES(10,X'000000000103030003010101020101030101');
INSERT INTO notes_index_data VALUES(137438953473,X'0000001d04306f6e65010202010574687265650202020202776f01020304080a');
INSERT INTO notes_index_data VALUES(274877906945,X'000000160530666f75720202020105746872656502010409');
INSERT INTO notes_index_data VALUES(412316860417,X'0000001204306f6e650101010374776f01010407');
CREATE TABLE IF NOT EXISTS 'notes_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO notes_index_idx VALUES(1,X'',2);
INSERT INTO notes_index_idx VALUES(2,X'',2);
INSERT INTO notes_index_idx VALUES(3,X'',2);
CREATE TABLE IF NOT EXISTS 'notes_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO notes_index_docsize VALUES(2,X'01');
CREATE TABLE IF NOT EXISTS 'notes_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO notes_index_config VALUES('version',4);
CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN
    INSERT INTO notes_index (rowid, body) VALUES (new.id, new.body);
END;
CREATE TRIGGER notes_ad AFTER DELETE ON notes BEGIN
    INSERT INTO notes_index (notes_index, rowid, body) VALUES ('delete', old.id, old.body);
END;
CREATE TRIGGER notes_au AFTER UPDATE ON notes BEGIN
    INSERT INTO notes_index (notes_index, rowid, body) VALUES ('delete', old.id, old.body);
    INSERT INTO notes_index (rowid, body) VALUES (new.id, new.body);
END;
PRAGMA writable_schema=OFF;
COMMIT;
