-- Migration number: 0012 	 2026-06-01T06:30:00.000Z
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

INSERT OR REPLACE INTO settings (key, value) VALUES ('title', 'The Cheese Board');
INSERT OR REPLACE INTO settings (key, value) VALUES ('theme', json('{"dark": true, "accent": "#c0ffee"}'));
INSERT INTO settings (key, value) VALUES ('title', 'Fromage')
ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE settings.value <> excluded.value;
