ALTER TABLE projects ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;

WITH RECURSIVE tree (tenant_id, id, depth) AS (
  SELECT tenant_id, id, 0 FROM projects WHERE parent_id IS NULL
  UNION ALL
  SELECT p.tenant_id, p.id, tree.depth + 1 FROM projects AS p JOIN tree ON tree.tenant_id = p.tenant_id AND tree.id = p.parent_id
)
UPDATE projects SET depth = (SELECT depth FROM tree WHERE tree.tenant_id = projects.tenant_id AND tree.id = projects.id);
