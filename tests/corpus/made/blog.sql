CREATE TABLE authors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  bio TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  author_id INTEGER NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'archived')),
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  excerpt TEXT,
  reading_minutes INTEGER NOT NULL DEFAULT 1,
  updated_at DATETIME,
  FOREIGN KEY (author_id) REFERENCES authors(id) ON DELETE CASCADE
);

CREATE TABLE comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
  parent_id INTEGER REFERENCES comments(id) ON DELETE SET NULL, -- a thread; NULL at its top
  author_name TEXT NOT NULL,
  author_email TEXT,
  body TEXT NOT NULL,
  is_approved INTEGER NOT NULL DEFAULT 0,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
);

CREATE TABLE post_tags (
  post_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  PRIMARY KEY (post_id, tag_id),
  FOREIGN KEY (post_id) REFERENCES posts(id) ON DELETE CASCADE,
  FOREIGN KEY (tag_id) REFERENCES tags(id) ON DELETE CASCADE
);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE subscribers (
  email TEXT PRIMARY KEY,
  token TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
  confirmed_at INTEGER,
  locale TEXT NOT NULL DEFAULT 'en'
);

CREATE INDEX idx_comments_post_approved ON comments(post_id, is_approved);

CREATE INDEX idx_post_tags_tag ON post_tags(tag_id);

CREATE INDEX idx_posts_author ON posts(author_id);

CREATE INDEX idx_posts_status_created ON posts(status, created_at DESC);

CREATE INDEX idx_subscribers_pending ON subscribers(email) WHERE confirmed_at IS NULL;

CREATE UNIQUE INDEX idx_subscribers_token ON subscribers(token);

CREATE VIEW published_posts AS
SELECT p.id, p.slug, p.title, p.excerpt, a.display_name AS author
FROM posts AS p
INNER JOIN authors AS a ON a.id = p.author_id
WHERE p.status = 'published';

CREATE VIEW author_stats AS
SELECT a.handle,
       (SELECT count(*) FROM published_posts AS pp WHERE pp.author = a.display_name) AS published,
       (SELECT count(*) FROM comments AS c JOIN posts AS p ON p.id = c.post_id WHERE p.author_id = a.id) AS comments
FROM authors AS a;

CREATE TRIGGER posts_touch
AFTER UPDATE OF title, body, status ON posts
FOR EACH ROW
BEGIN
    UPDATE posts SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;

"authors" 1, 'ines', 'Inês Carvalho', 'Writes about cheese; mostly soft ones.', '2026-01-01 00:00:00'
"authors" 2, 'jun', '佐藤 純', NULL, '2026-01-01 00:00:00'
"authors" 3, 'o''brien', 'Sinéad O''Brien', 'It''s "complicated" -- or not.', '2026-01-01 00:00:00'
"comments" 1, 1, NULL, 'a reader', NULL, 'Nice!', 1, '2026-01-05 08:00:00'
"comments" 2, 1, 1, 'another', NULL, 'I agree; very nice.', 1, '2026-01-05 09:00:00'
"post_tags" 2, 3
"post_tags" 3, 2
"posts" 1, 1, 'hello', 'Hello, world 👋', 'First post.
It has two lines; and a semicolon.', 'published', '2026-01-02 08:00:00', 'First post.
It has two lines; and a semicolon.', 1, null
"posts" 2, 2, 'konnichiwa', 'こんにちは', '-- not a comment', 'draft', '2026-01-03 08:00:00', '-- not a comment', 1, null
"posts" 3, 3, 'sql', 'What /* this */ is', '/* neither is this */', 'published', '2026-01-04 08:00:00', '/* neither is this */', 1, null
"settings" 'theme', '{"dark":true,"accent":"#c0ffee"}'
"settings" 'title', 'Fromage'
"sqlite_sequence" 'authors', 3
"sqlite_sequence" 'comments', 2
"sqlite_sequence" 'posts', 3
"sqlite_sequence" 'tags', 3
"tags" 1, 'cheese'
"tags" 2, 'SQL'
"tags" 3, '日本語'

-- d1_migrations
-- 0001_init.sql
-- 0002_add_indexes.sql
-- 0003_comments.sql
-- 0004_seed_authors.sql
-- 0005_tags.sql
-- 0006_add_excerpt_and_cover.sql
-- 0007_views.sql
-- 0008_updated_at.sql
-- 0009_rename_approved.sql
-- 0010_newsletter.sql
-- 0011_drop_cover.sql
-- 0012_settings.sql
