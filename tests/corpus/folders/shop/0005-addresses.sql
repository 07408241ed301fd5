/*
 * Addresses of customers.
 *   kind = 'billing' | 'shipping'; a customer has at most one default of each.
 */
CREATE TABLE IF NOT EXISTS addresses (
  id INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind = 'billing' OR kind = 'shipping'),
  is_default INTEGER NOT NULL DEFAULT 0,
  lines TEXT NOT NULL, /* newline separated; no markup */
  country TEXT NOT NULL DEFAULT 'CH'
);
CREATE UNIQUE INDEX addresses_one_default ON addresses (customer_id, kind) WHERE is_default = 1;

INSERT INTO addresses (customer_id, kind, is_default, lines) VALUES ('c_1', 'shipping', 1, 'Ada Lovelace' || char(10) || '12 St James''s Square');
