CREATE TRIGGER participants_limit BEFORE INSERT ON participants
WHEN (SELECT kind FROM conversations WHERE id = NEW.conversation_id) = 'direct'
  AND (SELECT count(*) FROM participants WHERE conversation_id = NEW.conversation_id) >= 2
BEGIN
  SELECT RAISE(ABORT, 'a direct conversation has two; no more');
END;
