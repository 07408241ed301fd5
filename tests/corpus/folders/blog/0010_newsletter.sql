-- Migration number: 0010 	 2026-04-02T06:30:00.000Z
CREATE TABLE IF NOT EXISTS subscribers (
    email TEXT PRIMARY KEY,
    token TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
    confirmed_at INTEGER,
    locale TEXT NOT NULL DEFAULT 'en'
);
CREATE UNIQUE INDEX IF NOT EXISTS idx_subscribers_token ON subscribers(token);
CREATE INDEX IF NOT EXISTS idx_subscribers_pending ON subscribers(email) WHERE confirmed_at IS NULL;
