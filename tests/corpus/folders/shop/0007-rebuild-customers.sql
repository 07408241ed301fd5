-- customers.phone goes to its own table, customers gets a NOT NULL name.
-- "order" and addresses refer to customers, so the rows are parked, the table is dropped and they are put back.

PRAGMA defer_foreign_keys = true;

CREATE TABLE phones (
  customer_id TEXT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  number TEXT NOT NULL,
  PRIMARY KEY (customer_id, number)
);

CREATE TABLE _addresses_backup AS SELECT * FROM addresses;
CREATE TABLE _customers_backup AS SELECT * FROM customers;

DELETE FROM addresses;
DROP TABLE customers;

CREATE TABLE customers (
  id            TEXT PRIMARY KEY,
  email         TEXT NOT NULL,
  name          TEXT NOT NULL DEFAULT '',
  marketing     INTEGER NOT NULL DEFAULT 0 CHECK (marketing IN (0, 1)),
  created_at    INTEGER NOT NULL DEFAULT (unixepoch())
);

INSERT INTO customers (id, email, name, marketing, created_at)
  SELECT id, email, substr(email, 1, instr(email, '@') - 1), marketing, created_at FROM _customers_backup;
INSERT INTO phones (customer_id, number) SELECT id, phone FROM _customers_backup WHERE phone IS NOT NULL;
INSERT INTO addresses SELECT * FROM _addresses_backup;

CREATE UNIQUE INDEX customers_email_unique ON customers (lower(email));

DROP TABLE _addresses_backup;
DROP TABLE _customers_backup;
