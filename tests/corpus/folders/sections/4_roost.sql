-- up
ALTER TABLE people ADD COLUMN born TEXT;

-- down
ALTER TABLE people DROP COLUMN born;
