-- Migration number: 0006 	 2026-02-14T16:20:00.000Z
ALTER TABLE posts ADD COLUMN excerpt TEXT;
ALTER TABLE posts ADD COLUMN cover_url TEXT;
ALTER TABLE posts ADD COLUMN reading_minutes INTEGER NOT NULL DEFAULT 1;

UPDATE posts SET excerpt = substr(body, 1, 140) WHERE excerpt IS NULL;
