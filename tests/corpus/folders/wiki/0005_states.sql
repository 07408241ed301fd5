CREATE TABLE state_log (page_id INTEGER, note TEXT);

CREATE TRIGGER pages_state AFTER UPDATE OF state ON pages
BEGIN
  INSERT INTO state_log (page_id, note)
  VALUES (
    NEW.id,
    CASE NEW.state
      WHEN 'live' THEN 'published'
      WHEN 'gone' THEN CASE WHEN OLD.state = 'live' THEN 'removed; END' ELSE 'purged' END
      ELSE 'moved to ' || NEW.state
    END
  );
END;

UPDATE pages SET state = 'review' WHERE title = 'SQLite';
