-- branch "labels" was merged first
CREATE TABLE labels (tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE, name TEXT NOT NULL, colour TEXT DEFAULT '#999', PRIMARY KEY (tenant_id, name)) WITHOUT ROWID;
