-- @nuxthub/core@0.10.8
CREATE TABLE _hub_migrations (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "_hub_migrations" (id, name, applied_at) VALUES (1, '0001_users', '2026-12-01 05:01:47');
INSERT INTO "_hub_migrations" (id, name, applied_at) VALUES (2, '0002_posts', '2026-12-01 05:01:47');
