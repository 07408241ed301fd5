-- migrate:up
ALTER TABLE tickets RENAME COLUMN state TO status;
-- migrate:down
ALTER TABLE tickets RENAME COLUMN status TO state;
