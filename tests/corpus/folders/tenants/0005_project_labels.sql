CREATE TABLE project_labels (
  tenant_id TEXT NOT NULL,
  project_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, label),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, label) REFERENCES labels (tenant_id, name) ON DELETE RESTRICT
);
INSERT INTO labels (tenant_id, name) VALUES ('acme', 'urgent'), ('acme', 'later');
INSERT INTO project_labels VALUES ('acme', 1, 'urgent'), ('acme', 3, 'later');
