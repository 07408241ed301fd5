-- branch "audit" had the same number, and was merged a day later
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL DEFAULT 'acme' REFERENCES tenants (id) ON DELETE SET DEFAULT ON UPDATE CASCADE,
  what TEXT NOT NULL,
  at INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000)
);
