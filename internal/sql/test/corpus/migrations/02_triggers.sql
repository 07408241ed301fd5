CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT DEFAULT 'new', total REAL NOT NULL DEFAULT 0, "end" TEXT, updated INTEGER DEFAULT 0);
CREATE TABLE order_lines (order_id INTEGER REFERENCES orders, sku TEXT, amount INTEGER, price REAL);
CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT, old, new);
CREATE TRIGGER lines_total AFTER INSERT ON order_lines
BEGIN
  UPDATE orders SET total = total + new.amount * new.price WHERE id = new.order_id;
END;
CREATE TRIGGER lines_total_back AFTER DELETE ON order_lines FOR EACH ROW
BEGIN
  -- take it off again; never below nothing
  UPDATE orders
     SET total = CASE WHEN total - old.amount * old.price < 0 THEN 0 ELSE total - old.amount * old.price END
   WHERE id = old.order_id;
END;
CREATE TRIGGER orders_audit AFTER UPDATE OF state ON orders WHEN old.state IS NOT new.state
BEGIN
  INSERT INTO audit (what, old, new) VALUES (
    CASE new.state
      WHEN 'paid' THEN CASE WHEN old.state = 'new' THEN 'first; paid' ELSE CASE old.state WHEN 'refunded' THEN 'paid again' ELSE 'odd' END END
      WHEN 'gone' THEN 'end;'
      ELSE 'BEGIN; END;'
    END, old.state, new.state);
  SELECT CASE WHEN new.state = 'new' THEN RAISE(ABORT, 'an order is new once; no more') END;
END;
create trigger orders_touch after update on orders when new.updated = old.updated begin update orders set updated = old.updated + 1 where id = new.id; end;
CREATE TRIGGER IF NOT EXISTS "orders; keep" BEFORE DELETE ON orders BEGIN SELECT RAISE(IGNORE) WHERE old.state = 'paid'; END;
INSERT INTO orders (id) VALUES (1), (2), (3);
INSERT INTO order_lines VALUES (1, 'a', 2, 9.5), (1, 'b', 1, 1e1), (2, 'a', 1, 9.5);
UPDATE orders SET state = 'paid' WHERE id = 1;
UPDATE orders SET state = 'refunded' WHERE id = 1;
UPDATE orders SET state = 'paid' WHERE id = 1;
UPDATE orders SET state = 'gone' WHERE id = 2;
DELETE FROM order_lines WHERE sku = 'b';
DELETE FROM orders WHERE id IN (1, 3);
UPDATE orders SET "end" = 'here; ' || "end";
DROP TRIGGER IF EXISTS orders_touch;
CREATE TRIGGER orders_touch AFTER UPDATE ON orders WHEN new.updated = old.updated BEGIN
  UPDATE orders SET updated = old.updated + 10 WHERE id = new.id /* the ; one */; -- END;
END -- of the trigger;
;
UPDATE orders SET "end" = 'done';
