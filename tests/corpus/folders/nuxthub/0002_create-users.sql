-- Migration number: 0002 	 2026-02-02T09:00:00.000Z
CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  avatar TEXT
);
CREATE INDEX IF NOT EXISTS todos_user_id ON todos (user_id);
