-- users gets a NOT NULL created_at. Four tables refer to it, two of them with ON DELETE CASCADE:
-- DROP TABLE would empty participants and reactions. So they are copied, and put back in the end.
-- (PRAGMA foreign_keys=OFF does nothing inside D1's transaction; it isn't worth a try.)
PRAGMA defer_foreign_keys = ON;

CREATE TABLE users_new (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  avatar BLOB,
  created_at INTEGER NOT NULL
);
INSERT INTO users_new SELECT id, name, avatar, 1767225600 FROM users;

CREATE TABLE participants_keep AS SELECT * FROM participants;
CREATE TABLE reactions_keep AS SELECT * FROM reactions;
CREATE TABLE owners_keep AS SELECT id, owner_id FROM conversations;
CREATE TABLE messages_keep AS SELECT * FROM messages;
CREATE TABLE attachments_keep AS SELECT * FROM attachments;
DROP TRIGGER reactions_rev_ad;
DROP TRIGGER reactions_rev_ai;
DROP TRIGGER messages_rev_ai;
DELETE FROM messages;

DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

INSERT OR IGNORE INTO participants SELECT * FROM participants_keep;
INSERT INTO messages SELECT * FROM messages_keep;
INSERT INTO attachments SELECT * FROM attachments_keep;
INSERT OR IGNORE INTO reactions SELECT * FROM reactions_keep;
UPDATE conversations SET owner_id = (SELECT owner_id FROM owners_keep WHERE owners_keep.id = conversations.id);

DROP TABLE participants_keep;
DROP TABLE reactions_keep;
DROP TABLE owners_keep;
DROP TABLE messages_keep;
DROP TABLE attachments_keep;

CREATE TRIGGER messages_rev_ai AFTER INSERT ON messages
BEGIN
  UPDATE conversations SET rev = max(rev, NEW.rev) WHERE id = NEW.conversation_id;
END;
PRAGMA foreign_key_check;
