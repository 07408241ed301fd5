-- One counter for each conversation; taken by triggers, so that every writer uses it.
ALTER TABLE conversations ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;

UPDATE conversations SET rev = coalesce((SELECT max(rev) FROM messages WHERE messages.conversation_id = conversations.id), 0);

CREATE TRIGGER messages_rev_ai AFTER INSERT ON messages
BEGIN
  UPDATE conversations SET rev = max(rev, NEW.rev) WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER reactions_rev_ai AFTER INSERT ON reactions
BEGIN
  UPDATE conversations SET rev = rev + 1
  WHERE id = (SELECT conversation_id FROM messages WHERE id = NEW.message_id);
  UPDATE messages SET rev = (SELECT rev FROM conversations WHERE id = messages.conversation_id)
  WHERE id = NEW.message_id;
END;

CREATE TRIGGER reactions_rev_ad AFTER DELETE ON reactions
BEGIN
  UPDATE conversations SET rev = rev + 1
  WHERE id = (SELECT conversation_id FROM messages WHERE id = OLD.message_id);
END;
