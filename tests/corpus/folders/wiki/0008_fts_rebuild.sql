-- The tokenizer changes: the index is dropped and filled again. The triggers name it, so they stay.
DROP TABLE pages_fts;
CREATE VIRTUAL TABLE pages_fts USING fts5(title, body, content='pages', content_rowid='id', tokenize='porter unicode61', prefix='2 3');
INSERT INTO pages_fts(pages_fts) VALUES ('rebuild');
INSERT INTO pages_fts(pages_fts) VALUES ('optimize');
