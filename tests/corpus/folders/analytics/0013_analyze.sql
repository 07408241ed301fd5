REINDEX events;
ANALYZE;
PRAGMA optimize;
