CREATE TABLE goals (id INTEGER PRIMARY KEY, site TEXT NOT NULL, match TEXT NOT NULL, weight REAL DEFAULT 1.0, flags INTEGER DEFAULT 0x10);
INSERT INTO goals (site, match, weight) SELECT DISTINCT site, 'signup', 1e-3 FROM events;
INSERT INTO goals (site, match, weight, flags) VALUES ('*', '%', 9007199254740993, -9223372036854775808), ('*', '_', 1.7976931348623157e308, 0xFF);
