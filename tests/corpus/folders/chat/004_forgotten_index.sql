CREATE UNIQUE INDEX IF NOT EXISTS messages_by_rev ON messages (conversation_id, rev);
CREATE INDEX IF NOT EXISTS messages_sender ON messages (sender_id);
