-- A small blog; the first migration of many.
PRAGMA foreign_keys = ON;
CREATE TABLE authors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, -- shown on the page; may be anything
  email TEXT NOT NULL UNIQUE COLLATE NOCASE
);
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE,
  title TEXT NOT NULL CHECK (title <> ''),
  slug TEXT UNIQUE,
  body TEXT DEFAULT 'nothing yet; come back later',
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'public', 'gone')),
  words INTEGER GENERATED ALWAYS AS (length(body) - length(replace(body, ' ', '')) + 1) VIRTUAL
);
CREATE INDEX posts_by_author ON posts (author_id, state);
CREATE UNIQUE INDEX posts_public_slug ON posts (slug) WHERE state = 'public';
CREATE TABLE tags (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE posts_tags (
  post_id INTEGER NOT NULL REFERENCES posts,
  tag TEXT NOT NULL REFERENCES tags ON UPDATE CASCADE,
  PRIMARY KEY (post_id, tag)
) WITHOUT ROWID;
INSERT INTO authors (name, email) VALUES ('Ada; Countess', 'ada@example.org');
INSERT INTO authors (name, email) VALUES ('O''Neill', 'oneill@example.org'), ('--', 'dashes@example.org');
INSERT INTO posts (author_id, title, slug, body) VALUES (1, 'It''s; alive', 'alive', 'One
two;
three -- not a comment
four /* nor this */');
INSERT INTO posts (author_id, title, slug, state) VALUES (2, '; DROP TABLE posts; --', 'bobby', 'public');
INSERT INTO tags VALUES ('sql'), (';'), ('''');
INSERT INTO posts_tags SELECT id, 'sql' FROM posts;
UPDATE tags SET name = 'sqlite' WHERE name = 'sql';
UPDATE posts SET state = CASE WHEN id = 1 THEN 'public' ELSE state END;
CREATE VIEW public_posts AS SELECT p.*, a.name AS author FROM posts p JOIN authors a ON a.id = p.author_id WHERE p.state = 'public';
DELETE FROM authors WHERE email = 'dashes@example.org';
-- The end; nothing follows.
