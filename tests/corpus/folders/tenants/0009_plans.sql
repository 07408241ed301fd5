CREATE TABLE plans (name TEXT PRIMARY KEY, monthly_cents INTEGER NOT NULL);
INSERT INTO plans VALUES ('free', 0), ('team', 1900), ('enterprise', 99000);

-- tenants.plan becomes a reference: the table is replaced, with the rows of all that refers to it kept aside.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE k_users AS SELECT * FROM users;
CREATE TABLE k_projects AS SELECT * FROM projects;
CREATE TABLE k_labels AS SELECT * FROM labels;
CREATE TABLE k_project_labels AS SELECT * FROM project_labels;
CREATE TABLE k_quota AS SELECT * FROM quota;
CREATE TABLE k_tenants AS SELECT * FROM tenants;
DELETE FROM project_labels;
DELETE FROM labels;
DELETE FROM projects;
DROP TRIGGER projects_quota;
DROP TABLE tenants;
CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner_id TEXT,
  plan TEXT NOT NULL DEFAULT 'free' REFERENCES plans (name) ON UPDATE CASCADE ON DELETE RESTRICT,
  FOREIGN KEY (id, owner_id) REFERENCES users (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO tenants (id, name, owner_id, plan) SELECT id, name, owner_id, plan FROM k_tenants;
INSERT OR IGNORE INTO users SELECT * FROM k_users;
INSERT INTO projects SELECT * FROM k_projects;
INSERT INTO labels SELECT * FROM k_labels;
INSERT INTO project_labels SELECT * FROM k_project_labels;
INSERT OR IGNORE INTO quota SELECT * FROM k_quota;
DROP TABLE k_users; DROP TABLE k_projects; DROP TABLE k_labels; DROP TABLE k_project_labels; DROP TABLE k_quota; DROP TABLE k_tenants;
CREATE TRIGGER projects_quota BEFORE INSERT ON projects FOR EACH ROW WHEN (SELECT count(*) FROM projects WHERE tenant_id = NEW.tenant_id) >= (SELECT projects FROM quota WHERE tenant_id = NEW.tenant_id) BEGIN SELECT RAISE(FAIL, 'quota'); END;
