CREATE TRIGGER notes_ai AFTER INSERT ON notes
-- when a note comes in; not before
BEGIN
  -- BEGIN here is the trigger's; there's no END before the end
  UPDATE notes SET text = text || '' WHERE id = NEW.id; -- END;
  /* END; */
  INSERT INTO things (label) VALUES ('END;'); -- the last one
END; -- of the trigger
INSERT INTO notes (text) VALUES ('fires');
