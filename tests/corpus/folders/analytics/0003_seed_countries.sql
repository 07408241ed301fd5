CREATE TABLE IF NOT EXISTS countries (code TEXT PRIMARY KEY CHECK (length(code) = 2), name TEXT NOT NULL, population INTEGER, area REAL) STRICT;
INSERT OR IGNORE INTO countries (code, name, population, area) VALUES ('CH', 'Schweiz/Suisse/Svizzera/Svizra', 8900000, 41285.0);
INSERT OR IGNORE INTO countries (code, name, population, area) VALUES ('PT', 'Portugal', 10400000, 92090.5);
INSERT OR IGNORE INTO countries (code, name, population, area) VALUES ('CI', 'Côte d''Ivoire', 31000000, 322463);
INSERT OR IGNORE INTO countries (code, name, population, area) VALUES ('JP', '日本国', 124000000, 377975.24);
INSERT OR IGNORE INTO countries (code, name, population, area) VALUES ('VA', 'Città del Vaticano', NULL, 4.9e-1);
INSERT OR IGNORE INTO countries (code, name, population, area) VALUES ('CH', 'again', 0, 0);
