-- Migration number: 0009 	 2026-03-20T12:00:00.000Z
ALTER TABLE comments RENAME COLUMN approved TO is_approved;
DROP INDEX IF EXISTS idx_comments_post;
CREATE INDEX idx_comments_post_approved ON comments(post_id, is_approved);
