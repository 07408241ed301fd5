-- Rebuilds a table, as SQLite has no ALTER COLUMN; see the recipe.
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT, balance TEXT DEFAULT '0;');
CREATE TABLE transfers (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED, cents INTEGER);
INSERT INTO accounts VALUES (1, 'ann;', '12.50'), (2, 'bob', '0;'), (3, NULL, NULL);
INSERT INTO transfers (account_id, cents) VALUES (1, 500), (1, -250), (2, 100);
PRAGMA defer_foreign_keys = on;
PRAGMA foreign_keys=off;
BEGIN TRANSACTION;
CREATE TABLE accounts_new (
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL DEFAULT 'nobody;',
  cents INTEGER NOT NULL CHECK (typeof(cents) = 'integer')
);
INSERT INTO accounts_new (id, owner, cents)
SELECT id, coalesce(owner, 'nobody;'), CAST(CASE WHEN balance LIKE '%;' THEN 0 WHEN balance IS NULL THEN 0 ELSE balance * 100 END AS INTEGER)
FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_new RENAME TO accounts;
CREATE INDEX accounts_by_owner ON accounts (owner COLLATE NOCASE);
COMMIT;
pragma foreign_key_check;
PRAGMA foreign_keys=on;
ALTER TABLE accounts ADD COLUMN note TEXT DEFAULT 'a;b';
ALTER TABLE accounts ADD COLUMN "closed;at" TEXT;
ALTER TABLE accounts RENAME COLUMN note TO remark;
ALTER TABLE accounts DROP COLUMN "closed;at";
SAVEPOINT "s;p";
DELETE FROM transfers;
ROLLBACK TO "s;p";
RELEASE "s;p";
BEGIN IMMEDIATE;
UPDATE accounts SET cents = cents + coalesce((SELECT sum(cents) FROM transfers WHERE account_id = accounts.id), 0);
END TRANSACTION;
BEGIN;INSERT INTO accounts (cents) VALUES (1);ROLLBACK;
REINDEX accounts_by_owner;
ANALYZE;
PRAGMA user_version = 11;
PRAGMA table_info('accounts')
