CREATE TABLE quota (
  tenant_id TEXT PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
  projects INTEGER NOT NULL DEFAULT 3
);
INSERT INTO quota (tenant_id) SELECT id FROM tenants;
CREATE TRIGGER projects_quota BEFORE INSERT ON projects FOR EACH ROW WHEN (SELECT count(*) FROM projects WHERE tenant_id = NEW.tenant_id) >= (SELECT projects FROM quota WHERE tenant_id = NEW.tenant_id) BEGIN SELECT RAISE(FAIL, 'quota'); END;
