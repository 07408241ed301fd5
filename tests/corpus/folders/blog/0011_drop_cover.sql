-- Migration number: 0011 	 2026-05-11T06:30:00.000Z
-- Covers moved to R2; the column was never shipped.
ALTER TABLE posts DROP COLUMN cover_url;
