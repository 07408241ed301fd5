CREATE TABLE links (
  slug TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  created_at TEXT DEFAULT (datetime('now')),
  title TEXT,
  hits INTEGER DEFAULT 0 NOT NULL
);

CREATE TABLE clicks (
  id integer primary key,
  slug text not null references links(slug) on delete cascade,
  at integer not null,
  country text
);

CREATE INDEX clicks_slug on clicks(slug,at);

CREATE VIEW top_links AS
SELECT slug, hits FROM links ORDER BY hits DESC, slug LIMIT 10;

CREATE TRIGGER clicks_count after insert on clicks begin update links set hits = hits + 1 where slug = new.slug; end;

"clicks" 2, 'a', 2, NULL
"clicks" 3, 'b', 3, 'PT'
"links" 'a', 'https://example.com/?q=a;b--c', '2026-01-01', NULL, 2
"links" 'b', 'line one
line two', '2026-01-02', NULL, 1

-- d1_migrations
-- 1_init.sql
-- 2_clicks.sql
-- 3_empty.sql
-- 4_only_comments.sql
-- 5_only_spaces.sql
-- 6_noop.sql
-- 7_seed.sql
-- 8_title.sql
-- 9_count.sql
-- 10_optimize.sql
-- 11_top.sql
-- 12_trim.sql
