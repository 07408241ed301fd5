CREATE TABLE "users" (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  avatar BLOB,
  created_at INTEGER NOT NULL
);

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'group')),
  title TEXT,
  owner_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  rev INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "messages" (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  rev INTEGER NOT NULL, -- the last change of it
  sender_id TEXT NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'attachment', 'system')),
  body TEXT NOT NULL,
  attachment_id TEXT,
  sent_at INTEGER NOT NULL,
  deleted_at INTEGER,
  reply_to_id TEXT REFERENCES messages (id) ON DELETE SET NULL,
  UNIQUE (conversation_id, seq)
);

CREATE TABLE attachments (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes < 26214400)
);

CREATE TABLE participants (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  last_read_seq INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;

CREATE TABLE reactions (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  emoji TEXT NOT NULL,
  PRIMARY KEY (message_id, user_id, emoji)
) WITHOUT ROWID;

CREATE UNIQUE INDEX messages_by_rev ON messages (conversation_id, rev);

CREATE INDEX messages_sender ON messages (sender_id);

CREATE TRIGGER messages_rev_ai AFTER INSERT ON messages
BEGIN
  UPDATE conversations SET rev = max(rev, NEW.rev) WHERE id = NEW.conversation_id;
END;

"conversations" 'c1', 'group', 'general; or not', 'u1', 2
"conversations" 'c2', 'direct', NULL, NULL, 1
"messages" 'm1', 'c1', 1, 1, 'u1', 'text', 'hi', NULL, 1, NULL, NULL
"messages" 'm2', 'c1', 2, 2, 'u2', 'text', 'مرحبا', NULL, 2, NULL, 'm1'
"messages" 'm3', 'c2', 1, 1, 'u1', 'text', 'a
multi-line

message', NULL, 3, NULL, NULL
"participants" 'c1', 'u1', 0
"participants" 'c1', 'u2', 0
"participants" 'c1', 'u3', 0
"participants" 'c2', 'u1', 0
"participants" 'c2', 'u2', 0
"reactions" 'm1', 'u2', '❤️'
"reactions" 'm1', 'u3', '🎉'
"reactions" 'm2', 'u1', ':)'
"users" 'u1', 'Zoë', X'89504E470D0A1A0A', 1767225600
"users" 'u2', 'محمد', NULL, 1767225600
"users" 'u3', '👩‍👩‍👧‍👦 & co.', X'00FF', 1767225600

-- d1_migrations
-- 001_schema.sql
-- 002_people.sql
-- 003_attachments_and_kinds.sql
-- 004_forgotten_index.sql
-- 005_reactions.sql
-- 006_reply_to.sql
-- 007_rev_counter.sql
-- 008_no_self_direct.sql
-- 009_users_rebuild.sql
-- 010_drop_limit.sql
