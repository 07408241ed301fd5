-- @adonisjs/lucid@22.4.2
CREATE TABLE `adonis_schema` (`id` integer not null primary key autoincrement, `name` varchar(255) not null, `batch` integer not null, `migration_time` datetime default CURRENT_TIMESTAMP);
CREATE TABLE `adonis_schema_versions` (`version` integer, primary key (`version`));
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "adonis_schema" (id, name, batch, migration_time) VALUES (1, 'database/migrations/0001_users', 1, '2026-12-01 05:02:34');
INSERT INTO "adonis_schema" (id, name, batch, migration_time) VALUES (2, 'database/migrations/0002_posts', 1, '2026-12-01 05:02:34');
INSERT INTO "adonis_schema_versions" (version) VALUES (2);
