-- Prefix every tenant's id. Parent keys and references change in one transaction:
PRAGMA defer_foreign_keys = ON;

UPDATE tenants SET id = 't_' || id WHERE id NOT LIKE 't\_%' ESCAPE '\';
UPDATE users SET tenant_id = 't_' || tenant_id;
UPDATE projects SET tenant_id = 't_' || tenant_id;
UPDATE labels SET tenant_id = 't_' || tenant_id;
UPDATE project_labels SET tenant_id = 't_' || tenant_id WHERE tenant_id NOT LIKE 't\_%' ESCAPE '\';
