CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  serial TEXT NOT NULL UNIQUE,
  owner TEXT,
  last_seen INTEGER
);

CREATE TABLE readings (
  device_id INTEGER NOT NULL REFERENCES devices(id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (device_id, at)
) WITHOUT ROWID;

CREATE INDEX readings_at ON readings (at);

CREATE VIEW averages AS SELECT device_id, avg(value) AS average FROM readings GROUP BY device_id;

CREATE TRIGGER readings_last_seen AFTER INSERT ON readings
BEGIN
    UPDATE devices SET last_seen = NEW.at WHERE id = NEW.device_id;
END;

"devices" 1, 'A;1', 'Łukasz', 200
"devices" 2, 'B--2', NULL, 100
"readings" 1, 100, 20.5
"readings" 1, 200, 0
"readings" 2, 100, 1e-7

-- d1_migrations
-- 00001_create_devices.sql
-- 00002_readings.sql
-- 00003_last_seen.sql
-- 00004_seed.sql
-- 00005_only_up.sql
-- 00006_averages.sql
