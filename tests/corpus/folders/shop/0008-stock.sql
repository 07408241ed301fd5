CREATE TABLE warehouses (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE stock (
  warehouse TEXT NOT NULL REFERENCES warehouses (code) ON UPDATE CASCADE,
  product_id INTEGER NOT NULL REFERENCES products (id),
  on_hand INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0,
  available INTEGER AS (on_hand - reserved) VIRTUAL,
  PRIMARY KEY (warehouse, product_id),
  CHECK (reserved BETWEEN 0 AND on_hand)
) STRICT, WITHOUT ROWID;

INSERT INTO warehouses VALUES ('ZRH', 'Zürich'), ('LIS', 'Lisboa');
INSERT INTO stock (warehouse, product_id, on_hand, reserved)
SELECT w.code, p.id, p.id * 10, p.id FROM warehouses w CROSS JOIN products p;
UPDATE warehouses SET code = 'OPO' WHERE code = 'LIS';
