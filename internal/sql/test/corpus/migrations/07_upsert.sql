CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL DEFAULT 0, kind TEXT) STRICT;
CREATE TABLE settings (scope TEXT, key TEXT, value ANY, PRIMARY KEY (scope, key)) STRICT, WITHOUT ROWID;
CREATE TABLE history (n INTEGER PRIMARY KEY, name TEXT, value INTEGER);
CREATE TRIGGER counters_history AFTER UPDATE ON counters BEGIN
  INSERT INTO history (name, value) VALUES (new.name, new.value) ON CONFLICT DO NOTHING;
END;
INSERT INTO counters (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET value = value + 1;
INSERT INTO counters (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET value = value + 1;
INSERT INTO counters (name, value) VALUES ('b', 5), ('a', 7)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value, kind = 'kept; ' || counters.value
  WHERE excluded.value > counters.value;
INSERT INTO counters SELECT 'c', 1, NULL WHERE true ON CONFLICT DO NOTHING RETURNING *;
INSERT INTO counters VALUES ('c', 2, ';') ON CONFLICT (name) DO UPDATE SET (value, kind) = (excluded.value, excluded.kind) RETURNING name, value + 1 AS "next;";
INSERT INTO settings VALUES ('app', 'theme', 'dark;'), ('app', 'size', 12), ('user', 'ratio', 1.5e0), ('user', 'raw', x'3b');
INSERT INTO settings VALUES ('app', 'theme', 'light') ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value ON CONFLICT DO NOTHING;
WITH fresh (name, value) AS (VALUES ('d', 4), ('e', 5)) INSERT INTO counters (name, value) SELECT name, value FROM fresh WHERE true ON CONFLICT (name) DO NOTHING;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
INSERT INTO counters SELECT 'n' || i, i, CASE i % 2 WHEN 0 THEN 'even;' ELSE 'odd;' END FROM n;
WITH top AS (SELECT max(value) AS m FROM counters) UPDATE counters SET value = (SELECT m FROM top) WHERE name = 'n1';
UPDATE counters SET kind = s.value FROM settings s WHERE s.key = 'theme' AND counters.name = 'b' RETURNING *;
WITH old AS MATERIALIZED (SELECT name FROM counters WHERE value < 3) DELETE FROM counters WHERE name IN (SELECT name FROM old) RETURNING name;
UPDATE settings SET value = typeof(value) WHERE scope = 'user';
DELETE FROM settings WHERE key = 'size' RETURNING *;
SELECT name, value FROM counters ORDER BY value DESC, name LIMIT 3 OFFSET 1;
