-- Numbers start at 5000 from now on.
UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'order';
INSERT INTO "order" (customer_id, "status") VALUES ('c_2', 'cancelled');
