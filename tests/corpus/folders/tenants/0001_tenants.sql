CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner_id TEXT,
  plan TEXT NOT NULL DEFAULT 'free',
  FOREIGN KEY (id, owner_id) REFERENCES users (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE users (
  tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  manager_id TEXT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, email),
  FOREIGN KEY (tenant_id, manager_id) REFERENCES users (tenant_id, id) ON DELETE NO ACTION
);
