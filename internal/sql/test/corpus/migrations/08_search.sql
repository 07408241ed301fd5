CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE VIRTUAL TABLE articles_search USING fts5 (title, body, content = 'articles', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE words USING fts5(word, tokenize='porter ascii', prefix='2 3');
CREATE VIRTUAL TABLE words_rows USING fts5vocab(words, 'row');
CREATE VIRTUAL TABLE places USING rtree(id, x0, x1, y0, y1, +name TEXT);
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
  INSERT INTO articles_search (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
  INSERT INTO articles_search (articles_search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
CREATE TRIGGER articles_au AFTER UPDATE ON articles BEGIN
  INSERT INTO articles_search (articles_search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
  INSERT INTO articles_search (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
INSERT INTO articles (title, body) VALUES ('First; of all', 'the quick; brown fox'), ('Second', 'jumps; over'), ('Café', 'the lazy dog;');
UPDATE articles SET body = 'the slow; brown fox' WHERE id = 1;
DELETE FROM articles WHERE id = 2;
INSERT INTO words VALUES ('running'), ('runner; runs'), ('end;');
INSERT INTO words (words) VALUES ('optimize');
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(10.0)');
INSERT INTO places VALUES (1, 0, 1.5, -1, 1e1, 'here; now'), (2, 5, 6, 5, 6, 'there');
SELECT snippet(articles_search, 1, '<b>;', ';</b>', '…', 5) FROM articles_search WHERE articles_search MATCH 'brown OR "fox;"' ORDER BY rank;
SELECT title FROM articles_search('cafe');
SELECT term, cnt FROM words_rows;
SELECT name FROM places WHERE x0 >= 0 AND x1 <= 2;
INSERT INTO articles_search (articles_search) VALUES ('rebuild');
CREATE TABLE done (a);
