-- Written from effect 4.1.0 (sql/Migrator), which was not run.
CREATE TABLE "effect_sql_migrations" (
  migration_id integer PRIMARY KEY NOT NULL,
  created_at datetime NOT NULL DEFAULT current_timestamp,
  name VARCHAR(255) NOT NULL
);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "effect_sql_migrations" (migration_id, name) VALUES (1, 'users');
INSERT INTO "effect_sql_migrations" (migration_id, name) VALUES (2, 'posts');
