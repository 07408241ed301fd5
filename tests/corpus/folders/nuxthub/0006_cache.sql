CREATE TABLE _hub_cache (key TEXT PRIMARY KEY, value BLOB, expires INTEGER) WITHOUT ROWID;
CREATE INDEX _hub_cache_expires ON _hub_cache (expires);
DROP TABLE _hub_cache;
