ALTER TABLE events ADD COLUMN country TEXT AS (props ->> '$.country') VIRTUAL;
ALTER TABLE events ADD COLUMN path TEXT GENERATED ALWAYS AS (json_extract(props, '$.path'));
CREATE INDEX idx_events_country ON events (country) WHERE country IS NOT NULL;
