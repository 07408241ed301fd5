CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    visitor TEXT NOT NULL,
    props TEXT DEFAULT NULL
);

CREATE INDEX IF NOT EXISTS idx_events_site_at ON events (site, at);
CREATE INDEX IF NOT EXISTS idx_events_name ON events (name);
