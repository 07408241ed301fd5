-- alchemy@0.94.0
CREATE TABLE d1_migrations (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      applied_at TEXT NOT NULL
    );
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "d1_migrations" (id, name, applied_at) VALUES ('00001', '0001_users.sql', '2026-12-01 05:01:45');
INSERT INTO "d1_migrations" (id, name, applied_at) VALUES ('00002', '0002_posts.sql', '2026-12-01 05:01:45');
