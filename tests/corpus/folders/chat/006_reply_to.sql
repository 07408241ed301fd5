ALTER TABLE messages ADD COLUMN reply_to_id TEXT REFERENCES messages (id) ON DELETE SET NULL;
UPDATE messages SET reply_to_id = 'm1' WHERE id = 'm2';
