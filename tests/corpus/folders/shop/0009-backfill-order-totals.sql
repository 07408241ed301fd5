ALTER TABLE "order" ADD COLUMN total_cents INTEGER;

UPDATE "order"
SET total_cents = sums.total
FROM (SELECT order_id, sum(total_cents) AS total FROM order_line GROUP BY order_id) AS sums
WHERE sums.order_id = "order".id;
