// Ordinary migrations of three projects: none of them has a finding.
import type { Written } from './statement-lists.ts';

const alter = (table: string, column: string, type = ''): Written => ({
  up: [`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`.trimEnd()],
  down: [`ALTER TABLE ${table} DROP COLUMN ${column}`],
});
const index = (table: string, columns: string, kind = 'INDEX'): Written => {
  const name = `idx_${table}_${columns.replaceAll(', ', '_')}`;
  return { up: [`CREATE ${kind} ${name} ON ${table} (${columns})`], down: [`DROP INDEX ${name}`] };
};
const table = (name: string, body: string, ...more: readonly string[]): Written => ({
  up: [`CREATE TABLE ${name} (${body})`, ...more],
  down: [`DROP TABLE ${name}`],
});

const blog: readonly Written[] = [
  table('users', "id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT ''"),
  table(
    'posts',
    'id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, title TEXT NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP',
    'CREATE INDEX idx_posts_author_id ON posts (author_id)',
  ),
  table(
    'comments',
    'id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE, author_id INTEGER REFERENCES users (id) ON DELETE SET NULL, body TEXT NOT NULL',
  ),
  index('comments', 'post_id'),
  index('comments', 'author_id'),
  alter('posts', 'summary', 'TEXT'),
  alter('posts', 'status', "TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published'))"),
  index('posts', 'author_id, status'),
  {
    up: [
      'ALTER TABLE posts ADD COLUMN slug TEXT',
      "UPDATE posts SET slug = lower(replace(title, ' ', '-'))",
      'CREATE UNIQUE INDEX idx_posts_slug ON posts (slug)',
    ],
    down: ['DROP INDEX idx_posts_slug', 'ALTER TABLE posts DROP COLUMN slug'],
  },
  {
    up: ["CREATE VIEW published_posts AS SELECT id, title, slug FROM posts WHERE status = 'published'"],
    down: ['DROP VIEW published_posts'],
  },
  table('tags', 'id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE'),
  table(
    'post_tags',
    'post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE, tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE, PRIMARY KEY (post_id, tag_id)',
    'CREATE INDEX idx_post_tags_tag_id ON post_tags (tag_id)',
  ),
  {
    up: ["INSERT INTO tags (id, name) VALUES (1, 'news'), (2, 'how-to')"],
    down: ['DELETE FROM tags WHERE id IN (1, 2)'],
  },
  {
    up: [
      'ALTER TABLE users ADD COLUMN updated_at TEXT',
      'CREATE TRIGGER users_updated_at AFTER UPDATE OF name ON users BEGIN UPDATE users SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id; END',
    ],
    down: ['DROP TRIGGER users_updated_at', 'ALTER TABLE users DROP COLUMN updated_at'],
  },
  {
    up: ['ALTER TABLE users RENAME COLUMN name TO display_name'],
    down: ['ALTER TABLE users RENAME COLUMN display_name TO name'],
  },
  { up: ["UPDATE posts SET status = 'published' WHERE status = 'draft' AND summary IS NOT NULL"] },
  alter('posts', 'word_count', "INTEGER AS (length(body) - length(replace(body, ' ', '')) + 1)"),
  {
    up: ["CREATE INDEX idx_posts_published ON posts (created_at) WHERE status = 'published'"],
    down: ['DROP INDEX idx_posts_published'],
  },
  {
    up: [
      'CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID',
      "INSERT OR IGNORE INTO settings VALUES ('theme', 'light')",
    ],
    down: ['DROP TABLE IF EXISTS settings'],
  },
  {
    up: [
      "INSERT INTO settings VALUES ('theme', 'dark') ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    ],
  },
  { up: ["DELETE FROM comments WHERE body = ''"] },
  { up: ['PRAGMA optimize'] },
];

const shop: readonly Written[] = [
  table(
    'products',
    'id INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT NOT NULL, name TEXT NOT NULL, cents INTEGER NOT NULL CHECK (cents >= 0)',
  ),
  index('products', 'sku', 'UNIQUE INDEX'),
  table(
    'customers',
    "id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))), email TEXT NOT NULL COLLATE NOCASE, joined_at TEXT NOT NULL DEFAULT (datetime('now'))",
  ),
  {
    up: ['CREATE UNIQUE INDEX idx_customers_email ON customers (lower(email))'],
    down: ['DROP INDEX idx_customers_email'],
  },
  table(
    'orders',
    "id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers (id), placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, state TEXT NOT NULL DEFAULT 'open'",
    'CREATE INDEX idx_orders_customer_id ON orders (customer_id)',
  ),
  table(
    'order_lines',
    'order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE, line INTEGER NOT NULL, product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (order_id, line)',
    'CREATE INDEX idx_order_lines_product_id ON order_lines (product_id)',
  ),
  {
    up: [
      'CREATE VIEW order_totals AS SELECT order_id, sum(quantity * cents) AS cents FROM order_lines JOIN products ON products.id = product_id GROUP BY order_id',
    ],
    down: ['DROP VIEW order_totals'],
  },
  table(
    'categories',
    'id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES categories (id), name TEXT NOT NULL',
    'CREATE INDEX idx_categories_parent_id ON categories (parent_id)',
  ),
  {
    up: [
      'ALTER TABLE products ADD COLUMN category_id INTEGER REFERENCES categories (id) ON DELETE SET NULL',
      'CREATE INDEX idx_products_category_id ON products (category_id)',
    ],
    down: ['DROP INDEX idx_products_category_id', 'ALTER TABLE products DROP COLUMN category_id'],
  },
  {
    up: ["INSERT INTO categories (id, parent_id, name) VALUES (1, NULL, 'All'), (2, 1, 'Books')"],
    down: ['DELETE FROM categories WHERE id = 2', 'DELETE FROM categories WHERE id = 1'],
  },
  { up: ['UPDATE products SET category_id = 1 WHERE category_id IS NULL'] },
  alter('products', 'stock', 'INTEGER NOT NULL DEFAULT 0'),
  {
    up: [
      "CREATE TRIGGER orders_closed AFTER UPDATE OF state ON orders WHEN new.state = 'closed' BEGIN UPDATE products SET stock = stock - 1 WHERE id IN (SELECT product_id FROM order_lines WHERE order_id = new.id); END",
    ],
    down: ['DROP TRIGGER orders_closed'],
  },
  table(
    'stock_changes',
    'id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE, delta INTEGER NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP',
    'CREATE INDEX idx_stock_changes_product_id_at ON stock_changes (product_id, at)',
  ),
  {
    up: ['INSERT INTO stock_changes (product_id, delta) SELECT id, stock FROM products'],
    down: ['DELETE FROM stock_changes WHERE delta >= 0'],
  },
  alter('customers', 'vat_id'),
  alter('customers', 'country', "TEXT NOT NULL DEFAULT 'GB'"),
  { up: ["UPDATE customers SET country = 'DE' WHERE vat_id GLOB 'DE*'"] },
  { up: ['ALTER TABLE orders RENAME TO purchases'], down: ['ALTER TABLE purchases RENAME TO orders'] },
  {
    up: ["CREATE INDEX idx_purchases_state ON purchases (state) WHERE state <> 'closed'"],
    down: ['DROP INDEX idx_purchases_state'],
  },
  {
    up: [
      'CREATE TABLE import_lines (sku TEXT, cents INTEGER)',
      "INSERT INTO import_lines VALUES ('a', 100)",
      'UPDATE products SET cents = import_lines.cents FROM import_lines WHERE import_lines.sku = products.sku',
      'DROP TABLE import_lines',
    ],
  },
  {
    up: [
      'WITH cheap AS (SELECT id FROM products WHERE cents < 100) DELETE FROM stock_changes WHERE product_id IN (SELECT id FROM cheap)',
    ],
  },
];

const saas: readonly Written[] = [
  table(
    '"teams"',
    '"id" TEXT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "plan" TEXT NOT NULL DEFAULT \'free\'',
  ),
  table(
    '`members`',
    '`team_id` TEXT NOT NULL REFERENCES `teams` (`id`) ON DELETE CASCADE, `user_id` TEXT NOT NULL, `role` TEXT NOT NULL, PRIMARY KEY (`team_id`, `user_id`)',
    'CREATE INDEX `idx_members_user_id` ON `members` (`user_id`)',
  ),
  table(
    '[api_keys]',
    '[id] INTEGER PRIMARY KEY, [team_id] TEXT NOT NULL REFERENCES [teams] ([id]) ON DELETE CASCADE, [hash] TEXT NOT NULL UNIQUE',
    'CREATE INDEX idx_api_keys_team_id ON api_keys (team_id)',
  ),
  table(
    'events',
    "id INTEGER PRIMARY KEY, team_id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(payload)), at INTEGER NOT NULL DEFAULT (unixepoch()), FOREIGN KEY (team_id) REFERENCES teams (id)",
    'CREATE INDEX idx_events_team_id_at ON events (team_id, at DESC)',
  ),
  alter('events', 'actor', "TEXT AS (json_extract(payload, '$.actor'))"),
  index('events', 'actor'),
  {
    up: [
      'CREATE TABLE plans (id TEXT PRIMARY KEY, seats INTEGER NOT NULL) STRICT',
      "INSERT INTO plans VALUES ('free', 3), ('pro', 20)",
    ],
    down: ['DROP TABLE plans'],
  },
  {
    up: [
      'ALTER TABLE teams ADD COLUMN seats INTEGER NOT NULL DEFAULT 3',
      'UPDATE teams SET seats = (SELECT seats FROM plans WHERE plans.id = teams.plan)',
    ],
    down: ['ALTER TABLE teams DROP COLUMN seats'],
  },
  {
    up: ["UPDATE plans SET seats = 5 WHERE id = 'free'"],
    down: ["UPDATE plans SET seats = 3 WHERE id = 'free'"],
  },
  { up: ["REPLACE INTO plans VALUES ('team', 50)"], down: ["DELETE FROM plans WHERE id = 'team'"] },
  table(
    'invitations',
    'id INTEGER PRIMARY KEY, team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE, email TEXT NOT NULL, UNIQUE (team_id, email)',
  ),
  {
    up: [
      "-- one index more\nCREATE /* partial */ INDEX idx_invitations_open ON invitations (email) WHERE email <> ''",
    ],
    down: ['DROP INDEX IF EXISTS idx_invitations_open'],
  },
  {
    up: [
      'CREATE VIEW team_sizes (team_id, size) AS SELECT team_id, count(*) FROM members GROUP BY team_id',
      "CREATE TRIGGER team_sizes_read INSTEAD OF INSERT ON team_sizes BEGIN SELECT RAISE(ABORT, 'read only'); END",
    ],
    down: ['DROP TRIGGER team_sizes_read', 'DROP VIEW team_sizes'],
  },
  {
    up: [
      'DROP VIEW IF EXISTS team_sizes',
      'CREATE VIEW team_sizes AS SELECT team_id, count(*) AS size FROM members GROUP BY team_id',
      "CREATE TRIGGER team_sizes_read INSTEAD OF INSERT ON team_sizes BEGIN SELECT RAISE(ABORT, 'read only'); END",
    ],
  },
  {
    up: [
      'DROP INDEX idx_members_user_id',
      'CREATE INDEX idx_members_user_id_role ON members (user_id, role)',
    ],
    down: ['DROP INDEX idx_members_user_id_role', 'CREATE INDEX idx_members_user_id ON members (user_id)'],
  },
  {
    up: [
      'CREATE TABLE daily (day TEXT PRIMARY KEY, events INTEGER NOT NULL)',
      "INSERT INTO daily SELECT date(at, 'unixepoch'), count(*) FROM events GROUP BY 1",
    ],
    down: ['DROP TABLE daily'],
  },
  {
    up: [
      'DROP TRIGGER IF EXISTS daily_events',
      "CREATE TRIGGER daily_events AFTER INSERT ON events BEGIN INSERT INTO daily VALUES (date(new.at, 'unixepoch'), 1) ON CONFLICT (day) DO UPDATE SET events = events + 1; END",
    ],
    down: ['DROP TRIGGER daily_events'],
  },
  {
    up: [
      "CREATE TABLE members_new (team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE, user_id TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('owner', 'member')), PRIMARY KEY (team_id, user_id))",
      'DROP VIEW team_sizes',
      'INSERT INTO members_new SELECT team_id, user_id, role FROM members',
      'DROP TABLE members',
      'ALTER TABLE members_new RENAME TO members',
      'CREATE INDEX idx_members_user_id_role ON members (user_id, role)',
      'CREATE VIEW team_sizes AS SELECT team_id, count(*) AS size FROM members GROUP BY team_id',
      "CREATE TRIGGER team_sizes_read INSTEAD OF INSERT ON team_sizes BEGIN SELECT RAISE(ABORT, 'read only'); END",
    ],
  },
  { up: [] },
  { up: ['ANALYZE'] },
  alter('teams', 'trial_ends_at', 'TEXT'),
];

export const ordinary: Readonly<Record<string, readonly Written[]>> = { blog, shop, saas };
