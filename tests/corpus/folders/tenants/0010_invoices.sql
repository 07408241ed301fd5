CREATE TABLE invoices (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  lines JSON NOT NULL CHECK (json_type(lines) = 'array'),
  total INTEGER AS (json_extract(lines, '$[0].cents')) STORED,
  PRIMARY KEY (tenant_id, year DESC, number)
);
INSERT INTO invoices (tenant_id, number, year, lines) VALUES ('t_acme', 1, 2026, '[{"cents": 1900, "text": "team; monthly"}]');
