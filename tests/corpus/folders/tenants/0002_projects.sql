CREATE TABLE projects (
  tenant_id TEXT NOT NULL,
  id INTEGER NOT NULL,
  parent_id INTEGER,
  title TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, parent_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX projects_parent ON projects (tenant_id, parent_id);
