INSERT INTO products (id, sku, name, price_cents, currency, attributes) VALUES
  (1, 'MUG-01', 'Mug — "plain"', 1290, 'EUR', '{"colour":"white","sizes":["s","l"]}'),
  (2, 'MUG-02', 'Mug; with a handle', 1490, 'EUR', '{"colour":"blue","note":"it''s hot"}'),
  (3, 'TEE-01', 'T-shirt (größe M)', 2500, 'CHF', '{"size":"M"}');

insert into customers (id, email, phone, created_at) values ('c_1', 'Ada@Example.com', '+44 20 7946 0000', 1767225600), ('c_2', 'bob@example.com', null, 1767225601);

INSERT INTO "order" (id, customer_id, "status", placed_at) VALUES (1000, 'c_1', 'paid', 1767225700), (1001, 'c_2', 'open', NULL);
INSERT INTO order_line (order_id, line_no, product_id, quantity, unit_cents) VALUES (1000, 1, 1, 2, 1290), (1000, 2, 3, 1, 2500), (1001, 1, 2, 4, 1490);
