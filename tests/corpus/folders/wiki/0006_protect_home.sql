CREATE TRIGGER home_is_kept BEFORE DELETE ON pages WHEN OLD.title = 'Home'
BEGIN
  SELECT CASE WHEN (SELECT count(*) FROM pages) > 0 THEN RAISE(ABORT, 'Home stays; it''s the "root"') END;
END;
