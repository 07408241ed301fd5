CREATE TABLE "user" (
  "id" text not null primary key
);

CREATE TABLE "session" (
  "id" text not null primary key,
  "userId" text not null references "user" ("id") on delete cascade
);

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  size REAL DEFAULT 1.5
);

CREATE INDEX "session_userId_idx" on "session" ("userId");

"users" 1, 1.5

-- d1_migrations
-- 0001_add users.sql
-- 0002_v1.2_sizes.sql
-- 2026-01-06T05-49-47.160Z.sql
-- 2026-01-14T21-03-10.004Z.sql
