CREATE TABLE links (
	slug TEXT PRIMARY KEY,
	target TEXT NOT NULL,
	created_at TEXT DEFAULT (datetime('now'))
);
