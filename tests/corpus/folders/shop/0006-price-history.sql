CREATE TABLE price_history (
  product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  changed_at INTEGER NOT NULL DEFAULT (unixepoch()),
  old_cents INTEGER,
  new_cents INTEGER NOT NULL
);
CREATE INDEX price_history_product ON price_history (product_id, changed_at);

CREATE TRIGGER products_price_history AFTER UPDATE OF price_cents ON products WHEN OLD.price_cents IS NOT NEW.price_cents BEGIN INSERT INTO price_history (product_id, changed_at, old_cents, new_cents) VALUES (NEW.id, 1767312000, OLD.price_cents, NEW.price_cents); END;

UPDATE products SET price_cents = price_cents + 10 WHERE currency = 'EUR';
