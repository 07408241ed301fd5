CREATE TABLE "articles" (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL DEFAULT '',
  rev INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'live'
);

CREATE TABLE links (
  source INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (source, target),
  FOREIGN KEY (source) REFERENCES "articles" (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE revisions (
  page_id INTEGER NOT NULL REFERENCES "articles" (id) ON DELETE CASCADE,
  rev INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (page_id, rev)
);

CREATE TABLE state_log (
  page_id INTEGER,
  note TEXT
);

CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content='articles', content_rowid='id', tokenize='porter unicode61');

CREATE VIRTUAL TABLE places USING rtree(id, min_lat, max_lat, min_lon, max_lon, +label TEXT);

CREATE VIEW live_pages (id, title, words) AS
SELECT id, title, length(body) - length(replace(body, ' ', '')) + 1 FROM "articles" WHERE state = 'live';

CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body); END;

CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN INSERT INTO articles_fts(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;

CREATE TRIGGER articles_au AFTER UPDATE ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body); INSERT INTO articles_fts(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;

CREATE TRIGGER home_is_kept BEFORE DELETE ON "articles" WHEN OLD.title = 'Home'
BEGIN
  SELECT CASE WHEN (SELECT count(*) FROM "articles") > 0 THEN RAISE(ABORT, 'Home stays; it''s the "root"') END;
END;

CREATE TRIGGER live_pages_update INSTEAD OF UPDATE OF title ON live_pages
BEGIN
  UPDATE "articles" SET title = NEW.title WHERE id = OLD.id;
END;

CREATE TRIGGER pages_rev after update of body on "articles"
when old.body <> new.body
begin
  insert into revisions (page_id, rev, body) values (old.id, old.rev, old.body); -- what it was; not what it is
  update "articles" set rev = old.rev + 1 where id = new.id;
end;

CREATE TRIGGER pages_state AFTER UPDATE OF state ON "articles"
BEGIN
  INSERT INTO state_log (page_id, note)
  VALUES (
    NEW.id,
    CASE NEW.state
      WHEN 'live' THEN 'published'
      WHEN 'gone' THEN CASE WHEN OLD.state = 'live' THEN 'removed; END' ELSE 'purged' END
      ELSE 'moved to ' || NEW.state
    END
  );
END;

"articles" 1, 'Home', 'Welcome to the wiki. See [[Café]] and [[SQLite]].', 1, 'live'
"articles" 2, 'Coffee', 'A café; naïve façade. Edited.', 2, 'live'
"articles" 3, 'SQLite', 'CREATE TRIGGER x BEGIN SELECT 1; END; -- just a text', 1, 'review'
"articles_fts" 'Coffee', 'A café; naïve façade. Edited.'
"articles_fts" 'Home', 'Welcome to the wiki. See [[Café]] and [[SQLite]].'
"articles_fts" 'SQLite', 'CREATE TRIGGER x BEGIN SELECT 1; END; -- just a text'
"links" 1, 'Café'
"links" 1, 'SQLite'
"places" 1, 47.25, 47.5, 8.5, 8.75, 'Zürich'
"places" 2, 38.5, 38.75, -9.25, -9, 'Lisboa'
"revisions" 2, 1, 'A café; naïve façade.'
"state_log" 3, 'moved to review'

-- d1_migrations
-- 0001_pages.sql
-- 0002_search.sql
-- 0003_revisions.sql
-- 0004_seed.sql
-- 0005_states.sql
-- 0006_protect_home.sql
-- 0007_editable_view.sql
-- 0008_fts_rebuild.sql
-- 0009_vocab.sql
-- 0010_links.sql
-- 0011_rename_pages.sql
-- 0012_places.sql
