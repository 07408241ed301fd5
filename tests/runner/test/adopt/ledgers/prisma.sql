-- @prisma/schema-engine-wasm@8.1.0-2.59be4fda12412a79eeb9c2ae727b6aa723593323
CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count) VALUES ('a02cc4ca-227a-4923-a5cf-a2415d4cf45c', '5ea919e39237bc2038b729779a889dd7bb9de275812be6775eab0c9d9ab5a8cf', '2026-12-01T05:01:09.237+00:00', '0001_users', NULL, NULL, '2026-12-01T05:01:09.201+00:00', 1);
INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count) VALUES ('8c2c09b8-b5ff-49a6-80c8-b80e1c84b3dd', '579e7a62641e4ac345bb9bfdcfb9a3b46be12d68644dafed7d30de9c88c3ce02', '2026-12-01T05:01:09.266+00:00', '0002_posts', NULL, NULL, '2026-12-01T05:01:09.242+00:00', 1);
