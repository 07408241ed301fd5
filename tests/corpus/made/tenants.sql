CREATE TABLE plans (
  name TEXT PRIMARY KEY,
  monthly_cents INTEGER NOT NULL
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

CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner_id TEXT,
  plan TEXT NOT NULL DEFAULT 'free' REFERENCES plans (name) ON UPDATE CASCADE ON DELETE RESTRICT,
  FOREIGN KEY (id, owner_id) REFERENCES users (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL DEFAULT 'acme' REFERENCES tenants (id) ON DELETE SET DEFAULT ON UPDATE CASCADE,
  what TEXT NOT NULL,
  at INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000)
);

CREATE TABLE flags (
  name TEXT PRIMARY KEY,
  on_by_default INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE invoices (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  lines JSON NOT NULL CHECK (json_type(lines) = 'array'),
  total INTEGER AS (json_extract(lines, '$[0].cents')) STORED,
  PRIMARY KEY (tenant_id, year DESC, number)
);

CREATE TABLE labels (
  tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  colour TEXT DEFAULT '#999',
  PRIMARY KEY (tenant_id, name)
) WITHOUT ROWID;

CREATE TABLE projects (
  tenant_id TEXT NOT NULL,
  id INTEGER NOT NULL,
  parent_id INTEGER,
  title TEXT NOT NULL,
  depth INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, parent_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE project_labels (
  tenant_id TEXT NOT NULL,
  project_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, label),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, label) REFERENCES labels (tenant_id, name) ON DELETE RESTRICT
);

CREATE TABLE quota (
  tenant_id TEXT PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
  projects INTEGER NOT NULL DEFAULT 3
);

CREATE TABLE tenant_flags (
  tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  flag TEXT NOT NULL,
  PRIMARY KEY (tenant_id, flag)
);

CREATE INDEX invoices_total ON invoices (total) WHERE total > 0;

CREATE INDEX projects_parent ON projects (tenant_id, parent_id);

CREATE TRIGGER projects_quota BEFORE INSERT ON projects FOR EACH ROW WHEN (SELECT count(*) FROM projects WHERE tenant_id = NEW.tenant_id) >= (SELECT projects FROM quota WHERE tenant_id = NEW.tenant_id) BEGIN SELECT RAISE(FAIL, 'quota'); END;

"invoices" 't_acme', 1, 2026, '[{"cents": 1900, "text": "team; monthly"}]', 1900
"labels" 't_acme', 'later', '#999'
"labels" 't_acme', 'urgent', '#999'
"plans" 'enterprise', 99000
"plans" 'free', 0
"plans" 'team', 1900
"project_labels" 't_acme', 1, 'urgent'
"project_labels" 't_acme', 3, 'later'
"projects" 't_acme', 1, NULL, 'Rocket', 0
"projects" 't_acme', 2, 1, 'Fuel', 1
"projects" 't_acme', 3, 2, 'Oxygen', 2
"projects" 't_solo', 1, NULL, 'Everything', 0
"quota" 't_acme', 3
"quota" 't_solo', 3
"tenants" 't_acme', 'ACME; Inc.', 'u1', 'free'
"tenants" 't_solo', 'Søløs "AS"', NULL, 'free'
"users" 't_acme', 'u1', 'a@acme.test', NULL
"users" 't_acme', 'u2', 'b@acme.test', 'u1'
"users" 't_solo', 'u1', 's@solo.test', NULL

-- d1_migrations
-- 0001_tenants.sql
-- 0002_projects.sql
-- 0003_seed_acme.sql
-- 0004_audit.sql
-- 0004_labels.sql
-- 0005_project_labels.sql
-- 0006_depth.sql
-- 0007_move_ids.sql
-- 0008_quota.sql
-- 0009_plans.sql
-- 0010_invoices.sql
-- 0010_invoices_index.sql
-- 0011_flags-per-tenant.sql
-- 0011_flags.sql
