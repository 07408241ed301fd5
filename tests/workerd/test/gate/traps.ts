// Changes of the example's schema that break running code if they come at the wrong time. Each has code from before it, and
// code that was written for it and can do with the schema between expand and contract.

export type Trap = {
  readonly name: string;
  /** What the schema has beside the example's. */
  readonly base?: string;
  readonly expand?: string;
  readonly contract?: string;
  readonly old: readonly string[];
  readonly now: readonly string[];
  /** No order is safe: what the old code needs and what the new code needs are never there together. */
  readonly isUnsafe?: true;
};

const author = "INSERT OR IGNORE INTO users (id, name, email) VALUES (1, 'Ada', 'ada@example.com')";
const slug = 'lower(hex(randomblob(8)))';

/** The example's own statement with these columns more. */
function createPost(columns: string, values: string): string {
  return `INSERT INTO posts (author_id, slug, title, body${columns}) VALUES (1, ${slug}, ${slug}, 'Body.'${values})`;
}

const comment = (columns: string, values: string): string =>
  `INSERT INTO comments (post_id, author, body${columns}) SELECT max(id), 'Bob', 'Fine.'${values} FROM posts`;

const plainPost = [author, createPost('', '')];

/** The table comments with another definition. */
function rebuiltComments(definition: string): string {
  return `
    CREATE TABLE comments_new (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
      author TEXT NOT NULL,
      body TEXT NOT NULL,
      ${definition}
    );
    INSERT INTO comments_new SELECT * FROM comments;
    DROP TABLE comments;
    ALTER TABLE comments_new RENAME TO comments;
    CREATE INDEX idx_comments_post ON comments (post_id);`;
}

const createdAt = "created_at TEXT NOT NULL DEFAULT (datetime('now'))";

export const traps: readonly Trap[] = [
  {
    name: 'drops a column that deployed code reads and writes',
    expand: 'ALTER TABLE posts ADD COLUMN excerpt TEXT',
    contract: 'ALTER TABLE posts DROP COLUMN summary',
    old: [author, createPost(', summary', ", 'Body.'"), 'SELECT slug, summary FROM posts'],
    now: [author, createPost(', excerpt', ", 'Body.'"), 'SELECT slug, excerpt FROM posts'],
  },
  {
    name: 'renames a column',
    contract: 'ALTER TABLE posts RENAME COLUMN summary TO excerpt',
    old: ['SELECT slug, summary FROM posts'],
    now: ['SELECT slug, excerpt FROM posts'],
    isUnsafe: true,
  },
  {
    name: 'renames a table',
    contract: 'ALTER TABLE tags RENAME TO labels',
    old: ['SELECT name FROM tags'],
    now: ['SELECT name FROM labels'],
    isUnsafe: true,
  },
  {
    name: 'demands a column that old code does not write',
    expand: 'ALTER TABLE comments ADD COLUMN lang TEXT',
    contract: `UPDATE comments SET lang = 'en' WHERE lang IS NULL; ${rebuiltComments(`${createdAt}, lang TEXT NOT NULL`)}`,
    old: [...plainPost, comment('', '')],
    now: [...plainPost, comment(', lang', ", 'de'"), 'SELECT lang FROM comments'],
  },
  {
    name: 'forbids duplicates that old code writes',
    contract: 'CREATE UNIQUE INDEX posts_title ON posts (title)',
    old: [
      author,
      ...[1, 2].map(
        () => `INSERT INTO posts (author_id, slug, title, body) VALUES (1, ${slug}, 'twin', 'Body.')`,
      ),
      "DELETE FROM posts WHERE title = 'twin'",
    ],
    now: plainPost,
  },
  {
    name: 'replaces a view that old code reads',
    base: "CREATE VIEW listed AS SELECT slug, title FROM posts WHERE status = 'published'",
    expand: "CREATE VIEW listed_posts AS SELECT slug, title, summary FROM posts WHERE status = 'published'",
    contract: 'DROP VIEW listed',
    old: ['SELECT slug, title FROM listed'],
    now: ['SELECT slug, summary FROM listed_posts'],
  },
  {
    name: 'has a trigger refuse what old code writes',
    expand: 'ALTER TABLE posts ADD COLUMN lang TEXT',
    contract:
      "CREATE TRIGGER posts_lang BEFORE INSERT ON posts WHEN new.lang IS NULL BEGIN SELECT RAISE(ABORT, 'no lang'); END",
    old: plainPost,
    now: [author, createPost(', lang', ", 'de'")],
  },
  {
    name: 'rebuilds a table only to add a default',
    expand: rebuiltComments(createdAt).replace(
      'author TEXT NOT NULL',
      "author TEXT NOT NULL DEFAULT 'Anonymous'",
    ),
    old: [...plainPost, comment('', ''), 'SELECT author FROM comments'],
    now: [...plainPost, "INSERT INTO comments (post_id, body) SELECT max(id), 'Fine.' FROM posts"],
  },
];
