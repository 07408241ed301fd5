CREATE TABLE customers (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  marketing INTEGER NOT NULL DEFAULT 0 CHECK (marketing IN (0, 1)),
  created_at INTEGER NOT NULL DEFAULT (unixepoch())
);

CREATE TABLE addresses (
  id INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind = 'billing' OR kind = 'shipping'),
  is_default INTEGER NOT NULL DEFAULT 0,
  lines TEXT NOT NULL, /* newline separated; no markup */
  country TEXT NOT NULL DEFAULT 'CH'
);

CREATE TABLE coupons (
  code TEXT NOT NULL,
  valid_from TEXT NOT NULL DEFAULT (date('now')),
  percent REAL CHECK (percent > 0 AND percent <= 100),
  uses INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (code, valid_from)
);

CREATE TABLE "order" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  "status" TEXT NOT NULL DEFAULT 'open' CHECK ("status" IN ('open', 'paid', 'shipped', 'cancelled')),
  placed_at INTEGER,
  total_cents INTEGER
);

CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  price_cents INTEGER NOT NULL CHECK (price_cents >= 0),
  currency TEXT NOT NULL DEFAULT 'EUR' CHECK (length(currency) = 3),
  attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
  active INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE order_line (
  order_id INTEGER NOT NULL REFERENCES "order" (id) ON DELETE CASCADE,
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0),
  unit_cents INTEGER NOT NULL,
  total_cents INTEGER GENERATED ALWAYS AS (quantity * unit_cents) STORED,
  PRIMARY KEY (order_id, line_no)
) WITHOUT ROWID;

CREATE TABLE "phone_numbers" (
  customer_id TEXT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  number TEXT NOT NULL,
  PRIMARY KEY (customer_id, number)
);

CREATE TABLE price_history (
  product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  changed_at INTEGER NOT NULL DEFAULT (unixepoch()),
  old_cents INTEGER,
  new_cents INTEGER NOT NULL
);

CREATE TABLE warehouses (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE stock (
  warehouse TEXT NOT NULL REFERENCES warehouses (code) ON UPDATE CASCADE,
  product_id INTEGER NOT NULL REFERENCES products (id),
  on_hand INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0,
  available INTEGER AS (on_hand - reserved) VIRTUAL,
  PRIMARY KEY (warehouse, product_id),
  CHECK (reserved BETWEEN 0 AND on_hand)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX addresses_one_default ON addresses (customer_id, kind) WHERE is_default = 1;

CREATE UNIQUE INDEX customers_email_unique ON customers (lower(email));

CREATE INDEX order_customer_idx ON "order" (customer_id);

CREATE INDEX price_history_product ON price_history (product_id, changed_at);

CREATE INDEX products_colour ON products (json_extract(attributes, '$.colour')) WHERE active = 1;

CREATE TRIGGER products_price_history AFTER UPDATE OF price_cents ON products WHEN OLD.price_cents IS NOT NEW.price_cents BEGIN INSERT INTO price_history (product_id, changed_at, old_cents, new_cents) VALUES (NEW.id, 1767312000, OLD.price_cents, NEW.price_cents); END;

"addresses" 1, 'c_1', 'shipping', 1, 'Ada Lovelace
12 St James''s Square', 'CH'
"coupons" 'SPRING', '2026-03-01', 12.5, 0
"coupons" 'SPRING', '2027-03-01', 15, 0
"coupons" 'VIP', '2026-01-01', 33.3333333333, 0
"customers" 'c_1', 'Ada@Example.com', 'Ada', 0, 1767225600
"customers" 'c_2', 'bob@example.com', 'bob', 0, 1767225601
"order" 1000, 'c_1', 'paid', 1767225700, 5080
"order" 1001, 'c_2', 'open', NULL, 5960
"order" 5001, 'c_2', 'cancelled', NULL, NULL
"order_line" 1000, 1, 1, 2, 1290, 2580
"order_line" 1000, 2, 3, 1, 2500, 2500
"order_line" 1001, 1, 2, 4, 1490, 5960
"phone_numbers" 'c_1', '+44 20 7946 0000'
"price_history" 1, 1767312000, 1290, 1300
"price_history" 2, 1767312000, 1490, 1500
"products" 1, 'MUG-01', 'Mug — "plain"', 1300, 'EUR', '{"colour":"white","sizes":["s","l"]}', 1
"products" 2, 'MUG-02', 'Mug; with a handle', 1500, 'EUR', '{"colour":"blue","note":"it''s hot"}', 1
"products" 3, 'TEE-01', 'T-shirt (größe M)', 2500, 'CHF', '{"size":"M"}', 1
"sqlite_sequence" 'order', 5001
"stock" 'OPO', 1, 10, 1, 9
"stock" 'OPO', 2, 20, 2, 18
"stock" 'OPO', 3, 30, 3, 27
"stock" 'ZRH', 1, 10, 1, 9
"stock" 'ZRH', 2, 20, 2, 18
"stock" 'ZRH', 3, 30, 3, 27
"warehouses" 'OPO', 'Lisboa'
"warehouses" 'ZRH', 'Zürich'

-- d1_migrations
-- 0001-initial-schema.sql
-- 0002-order-status-check.sql
-- 0003-seed-products.sql
-- 0004-product-search-index.sql
-- 0005-addresses.sql
-- 0006-price-history.sql
-- 0007-rebuild-customers.sql
-- 0008-stock.sql
-- 0009-backfill-order-totals.sql
-- 0010-coupons.sql
-- 0011-unused-index.sql
-- 0012-order-numbers.sql
-- 0013-phone-numbers.sql
