-- migrate:up transaction:true
ALTER TABLE tickets ADD COLUMN priority INTEGER NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5);

-- migrate:down
ALTER TABLE tickets DROP COLUMN priority;
