// Schemas with everything that SQLite allows in one, for tests that recreate them.

export const schemas: Readonly<Record<string, string>> = {
  'plain tables with indexes': `
    CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE COLLATE NOCASE);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      title TEXT CHECK (length(title) > 0));
    CREATE INDEX posts_user ON posts (user_id, title DESC) WHERE title IS NOT NULL;
    CREATE UNIQUE INDEX posts_lower ON posts (lower(title))`,
  'a full-text table, one over another table, and its vocabulary': `
    CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
    CREATE VIRTUAL TABLE inner_search USING fts5(body, tokenize = 'porter unicode61');
    CREATE VIRTUAL TABLE outer_search USING fts5(body, content='notes', content_rowid='id');
    CREATE VIRTUAL TABLE a_vocabulary USING fts5vocab(inner_search, row);
    CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN
      INSERT INTO outer_search (rowid, body) VALUES (new.id, new.body);
    END;
    INSERT INTO notes (body) VALUES ('some words')`,
  'a full-text table that was renamed': `
    CREATE VIRTUAL TABLE old USING fts5(body);
    ALTER TABLE old RENAME TO new`,
  'an R*Tree that was renamed': `
    CREATE VIRTUAL TABLE boxes USING rtree(id, min_x, max_x);
    CREATE VIRTUAL TABLE cells USING rtree_i32(id, min_x, max_x, +label TEXT);
    ALTER TABLE boxes RENAME TO places`,
  'generated columns, STRICT and WITHOUT ROWID': `
    CREATE TABLE sums (a INTEGER, b INTEGER GENERATED ALWAYS AS (a * 2) STORED, c AS (a + b) VIRTUAL);
    CREATE TABLE strict_one (id INTEGER PRIMARY KEY, data ANY, blob BLOB) STRICT;
    CREATE TABLE keyed (k TEXT, n INT, PRIMARY KEY (k, n DESC)) WITHOUT ROWID, STRICT`,
  'views on views and triggers on views': `
    CREATE TABLE base (id INTEGER PRIMARY KEY, n INTEGER);
    CREATE VIEW z_low AS SELECT * FROM base WHERE n < 10;
    CREATE VIEW m_middle AS WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3)
      SELECT * FROM z_low, c;
    CREATE VIEW a_high (one, two, three) AS SELECT * FROM m_middle;
    CREATE TRIGGER a_insert INSTEAD OF INSERT ON a_high BEGIN
      INSERT INTO base (id, n) SELECT new.one, CASE WHEN new.two THEN new.two ELSE 0 END;
      DELETE FROM base WHERE n IS NULL;
    END`,
  'names in every kind of quotes': `
    CREATE TABLE "two words" ([order] TEXT, \`sel"ect\` INT, "a""b" REFERENCES 'third;one');
    CREATE TABLE 'third;one' (id INTEGER PRIMARY KEY);
    CREATE TABLE [ünïcode ☃] (id);
    CREATE INDEX "--index" ON "two words" ([order]);
    CREATE VIEW "view; --" AS SELECT "a""b" FROM [two words]`,
  'names that differ in the case of letters beyond ASCII': `
    CREATE TABLE "Ä" (id INTEGER PRIMARY KEY, up REFERENCES "ä");
    CREATE TABLE "ä" (id INTEGER PRIMARY KEY);
    CREATE VIEW "é" AS SELECT * FROM "Ö";
    CREATE VIEW "É" AS SELECT 1 AS n;
    CREATE VIEW "ö" AS SELECT * FROM "É";
    CREATE VIEW "Ö" AS SELECT * FROM "ö"`,
  'a full-text table over one that is named as its own content would be': `
    CREATE TABLE docs_content (id INTEGER PRIMARY KEY, body TEXT);
    CREATE VIRTUAL TABLE docs USING fts5(body, content='docs_content', content_rowid='id')`,
  'tables in a foreign key cycle': `
    CREATE TABLE hen (id INTEGER PRIMARY KEY, egg INTEGER REFERENCES egg (id));
    CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE tree (id INTEGER PRIMARY KEY, parent REFERENCES tree);
    CREATE TABLE orphan (id INTEGER PRIMARY KEY, parent REFERENCES nowhere)`,
  'tables that were altered': `
    CREATE TABLE first (id INTEGER PRIMARY KEY, gone TEXT, "old name" TEXT);
    CREATE TABLE child (first REFERENCES first (id));
    CREATE VIEW seen AS SELECT "old name" FROM first;
    ALTER TABLE first ADD COLUMN more TEXT DEFAULT 'x';
    ALTER TABLE first DROP COLUMN gone;
    ALTER TABLE first RENAME COLUMN "old name" TO "new name";
    ALTER TABLE first RENAME TO "second one";
    CREATE TABLE copied AS SELECT 1 AS a, 'x' AS "b c"`,
  'comments, also at the ends, and also open ones': `
    CREATE TABLE a (id INTEGER /* ; */, -- it's here;
      b TEXT) -- behind it
    ;
    CREATE VIEW b AS SELECT 1 AS one -- not here;
    ;
    CREATE TRIGGER c AFTER INSERT ON a BEGIN SELECT 1; -- END;
    END /* done */;
    CREATE VIEW d AS SELECT 2 AS two /* never closed; --`,
};
