-- Written from sql-migrate (migrate.go, MigrationRecord), which was not run.
CREATE TABLE "gorp_migrations" ("id" varchar(255) not null primary key, "applied_at" datetime);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "gorp_migrations" ("id", "applied_at") VALUES ('0001_users.sql', '2026-12-01 04:48:36');
INSERT INTO "gorp_migrations" ("id", "applied_at") VALUES ('0002_posts.sql', '2026-12-01 04:48:36');
