-- The views follow the new name by themselves: SQLite rewrites them.
ALTER TABLE events RENAME COLUMN site TO domain;
