PRAGMA foreign_keys = ON;

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  avatar BLOB
);

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'group')),
  title TEXT,
  owner_id TEXT REFERENCES users (id) ON DELETE SET NULL
);

CREATE TABLE participants (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  last_read_seq INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;

CREATE TABLE messages (
  id TEXT PRIMARY KEY,                                   -- a UUID; the client makes it (idempotency)
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,                                  -- given by the room's Durable Object; never reused
  sender_id TEXT NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL DEFAULT 'text' CHECK (kind IN ('text')),
  body TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  UNIQUE (conversation_id, seq)
);
