-- Up
ALTER TABLE things ADD COLUMN note TEXT;

-- To roll back:
--   ALTER TABLE things DROP COLUMN note;
-- Down:
-- nothing else
