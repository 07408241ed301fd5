CREATE TABLE reactions (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  emoji TEXT NOT NULL,
  PRIMARY KEY (message_id, user_id, emoji)
) WITHOUT ROWID;

INSERT INTO reactions (message_id, user_id, emoji) VALUES ('m1', 'u2', '❤️'), ('m1', 'u3', '🎉'), ('m2', 'u1', ':)')
ON CONFLICT DO NOTHING;
