INSERT INTO users (id, name, avatar) VALUES ('u1', 'Zoë', x'89504E470D0A1A0A'), ('u2', 'محمد', NULL), ('u3', '👩‍👩‍👧‍👦 & co.', X'00ff');
INSERT INTO conversations VALUES ('c1', 'group', 'general; or not', 'u1'), ('c2', 'direct', NULL, NULL);
INSERT INTO participants (conversation_id, user_id) SELECT c.id, u.id FROM conversations AS c, users AS u WHERE c.kind = 'group' OR u.id IN ('u1', 'u2');
INSERT INTO messages (id, conversation_id, seq, sender_id, body, sent_at) VALUES
  ('m1', 'c1', 1, 'u1', 'hi', 1), ('m2', 'c1', 2, 'u2', 'مرحبا', 2), ('m3', 'c2', 1, 'u1', 'a
multi-line

message', 3);
