CREATE VIEW live_pages (id, title, words) AS
  SELECT id, title, length(body) - length(replace(body, ' ', '')) + 1 FROM pages WHERE state = 'live';

CREATE TRIGGER live_pages_update INSTEAD OF UPDATE OF title ON live_pages
BEGIN
  UPDATE pages SET title = NEW.title WHERE id = OLD.id;
END;

UPDATE live_pages SET title = 'Coffee' WHERE title = 'Café';
