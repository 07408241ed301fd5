-- pages → articles: the triggers, the view and the references follow by themselves.
-- Not so FTS5's content table: it's named in a string, so the index is made again.
DROP TRIGGER pages_ai;
DROP TRIGGER pages_ad;
DROP TRIGGER pages_au;
DROP TABLE pages_vocab;
DROP TABLE pages_fts;
ALTER TABLE pages RENAME TO articles;
CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content='articles', content_rowid='id', tokenize='porter unicode61');
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN INSERT INTO articles_fts(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body); END;
CREATE TRIGGER articles_au AFTER UPDATE ON articles BEGIN INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body); INSERT INTO articles_fts(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');
