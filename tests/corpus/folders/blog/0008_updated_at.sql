-- Migration number: 0008 	 2026-03-05T12:00:00.000Z
ALTER TABLE posts ADD COLUMN updated_at DATETIME;

CREATE TRIGGER IF NOT EXISTS posts_touch
AFTER UPDATE OF title, body, status ON posts
FOR EACH ROW
BEGIN
    UPDATE posts SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
