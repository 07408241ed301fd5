-- Wrangler takes this one first ('-' is before the '.' of '.sql'), so it must not need the table of the other.
CREATE TABLE tenant_flags (tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE, flag TEXT NOT NULL, PRIMARY KEY (tenant_id, flag));
