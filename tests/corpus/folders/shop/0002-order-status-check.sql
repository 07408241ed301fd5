-- SQLite can't add a CHECK to an existing table, so "order" is rebuilt.
-- order_line points to it (ON DELETE CASCADE): nothing is in there yet, it's the first week.
PRAGMA defer_foreign_keys = on;

CREATE TABLE order_new (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id   TEXT NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  "status"      TEXT NOT NULL DEFAULT 'open' CHECK ("status" IN ('open', 'paid', 'shipped', 'cancelled')),
  placed_at     INTEGER
);

INSERT INTO order_new (id, customer_id, "status", placed_at)
SELECT id, customer_id, "status", placed_at FROM "order";

DROP TABLE "order";
ALTER TABLE order_new RENAME TO "order";

CREATE INDEX order_customer_idx ON "order" (customer_id);
PRAGMA defer_foreign_keys = off;
