INSERT INTO tenants (id, name, owner_id) VALUES ('acme', 'ACME; Inc.', 'u1'), ('solo', 'Søløs "AS"', NULL);
INSERT INTO users (tenant_id, id, email, manager_id) VALUES ('acme', 'u1', 'a@acme.test', NULL), ('acme', 'u2', 'b@acme.test', 'u1'), ('solo', 'u1', 's@solo.test', NULL);
INSERT INTO projects VALUES ('acme', 1, NULL, 'Rocket'), ('acme', 2, 1, 'Fuel'), ('acme', 3, 2, 'Oxygen'), ('solo', 1, NULL, 'Everything');
