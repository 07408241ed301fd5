// A folder written by hand for wrangler: IF NOT EXISTS everywhere, seeds, a search index with its triggers, numbers that
// two branches took.
export const byHand: Readonly<Record<string, string>> = {
  '0001_initial': `-- Migration number: 0001
CREATE TABLE IF NOT EXISTS customers (
  customer_id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL UNIQUE,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  status TEXT DEFAULT 'open',
  total_cents INTEGER DEFAULT 0,
  FOREIGN KEY (customer_id) REFERENCES customers(customer_id)
);
CREATE INDEX IF NOT EXISTS idx_orders_customer ON orders(customer_id);
CREATE INDEX IF NOT EXISTS idx_customers_email ON customers(email);
`,
  '0002_settings': `CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT NOT NULL);
INSERT OR IGNORE INTO settings (key, value, updated_at) VALUES ('theme', 'light', datetime('now'));
INSERT OR IGNORE INTO settings (key, value, updated_at) VALUES ('currency', 'EUR', datetime('now'));
INSERT OR IGNORE INTO settings (key, value, updated_at) VALUES ('language', 'en', datetime('now'));
`,
  '0003_order_items': `CREATE TABLE order_items (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
  sku TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  cents INTEGER NOT NULL
);
CREATE INDEX order_items_by_order ON order_items(order_id);
`,
  '0003_add-phone': `ALTER TABLE customers ADD COLUMN phone TEXT;
`,
  '0004_search': `CREATE VIRTUAL TABLE customers_fts USING fts5(email, content='customers', content_rowid='customer_id');
CREATE TRIGGER customers_ai AFTER INSERT ON customers BEGIN
  INSERT INTO customers_fts(rowid, email) VALUES (new.customer_id, new.email);
END;
CREATE TRIGGER customers_ad AFTER DELETE ON customers BEGIN
  INSERT INTO customers_fts(customers_fts, rowid, email) VALUES ('delete', old.customer_id, old.email);
END;
INSERT INTO customers_fts(rowid, email) SELECT customer_id, email FROM customers;
`,
  '0005_totals': `UPDATE orders SET total_cents = (
  SELECT COALESCE(SUM(quantity * cents), 0) FROM order_items WHERE order_items.order_id = orders.id
) WHERE total_cents = 0;
`,
  '0006_statuses': `CREATE TABLE order_statuses (name TEXT PRIMARY KEY);
INSERT INTO order_statuses VALUES ('open'), ('paid'), ('shipped');
UPDATE orders SET status = 'open' WHERE status IS NULL;
`,
  '0007_rebuild_orders': `-- status becomes NOT NULL
CREATE TABLE orders_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  total_cents INTEGER NOT NULL DEFAULT 0,
  FOREIGN KEY (customer_id) REFERENCES customers(customer_id)
);
INSERT INTO orders_new SELECT id, customer_id, status, COALESCE(total_cents, 0) FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
CREATE INDEX IF NOT EXISTS idx_orders_customer ON orders(customer_id);
`,
  '0008_cleanup': `DELETE FROM order_items WHERE order_id NOT IN (SELECT id FROM orders);
DROP INDEX IF EXISTS idx_customers_email;
`,
  '0009_audit': `CREATE TABLE IF NOT EXISTS audit_log (id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))), actor TEXT, action TEXT NOT NULL, at TEXT NOT NULL DEFAULT (datetime('now')));
CREATE INDEX IF NOT EXISTS idx_audit_at ON audit_log(at DESC);
CREATE INDEX IF NOT EXISTS recent ON audit_log(at) WHERE action <> 'view';
`,
  '0010_views': `CREATE VIEW IF NOT EXISTS order_summary AS
SELECT o.id, c.email, o.total_cents FROM orders o JOIN customers c ON c.customer_id = o.customer_id;
`,
};
