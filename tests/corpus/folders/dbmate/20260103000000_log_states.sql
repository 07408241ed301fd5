-- migrate:up
CREATE TABLE ticket_log (ticket_id INTEGER NOT NULL, was TEXT, became TEXT);
CREATE TRIGGER tickets_log AFTER UPDATE OF state ON tickets
WHEN OLD.state <> NEW.state
BEGIN
  INSERT INTO ticket_log VALUES (OLD.id, OLD.state, NEW.state);
END;

-- migrate:down
DROP TRIGGER tickets_log;
DROP TABLE ticket_log;
