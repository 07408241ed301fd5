CREATE TABLE "feedback" (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  text text
);

CREATE TABLE todos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  title TEXT NOT NULL,
  completed INTEGER DEFAULT 0 NOT NULL,
  created_at INTEGER NOT NULL,
  `due_at` integer
);

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  avatar TEXT
);

CREATE INDEX todos_user_id ON todos (user_id);

"feedback" 1, 5, 'I 💚 it'
"feedback" 2, 1, 'it''s slow'
"feedback" 3, 3, NULL
"sqlite_sequence" 'feedback', 3

-- d1_migrations
-- 0001_create-todos.sql
-- 0002_create-users.sql
-- 0003_silly_hulk.sql
-- 0004_seed-feedback.sql
-- 0005_stars-check.sql
-- 0006_cache.sql
