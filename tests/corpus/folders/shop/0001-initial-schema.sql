-- ============================================================
-- Shop: products, customers, orders
-- ============================================================

CREATE TABLE customers (
  id            TEXT PRIMARY KEY,
  email         TEXT NOT NULL,
  phone         TEXT,
  marketing     INTEGER NOT NULL DEFAULT 0 CHECK (marketing IN (0, 1)),
  created_at    INTEGER NOT NULL DEFAULT (unixepoch())
);

CREATE UNIQUE INDEX customers_email_unique ON customers (lower(email));

CREATE TABLE products (
  id            INTEGER PRIMARY KEY,
  sku           TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  price_cents   INTEGER NOT NULL CHECK (price_cents >= 0),
  currency      TEXT NOT NULL DEFAULT 'EUR' CHECK (length(currency) = 3),
  attributes    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
  active        INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE "order" (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id   TEXT NOT NULL,
  "status"      TEXT NOT NULL DEFAULT 'open',
  placed_at     INTEGER,
  CONSTRAINT order_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE order_line (
  order_id      INTEGER NOT NULL REFERENCES "order" (id) ON DELETE CASCADE,
  line_no       INTEGER NOT NULL,
  product_id    INTEGER NOT NULL REFERENCES products (id),
  quantity      INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0),
  unit_cents    INTEGER NOT NULL,
  total_cents   INTEGER GENERATED ALWAYS AS (quantity * unit_cents) STORED,
  PRIMARY KEY (order_id, line_no)
) WITHOUT ROWID;
