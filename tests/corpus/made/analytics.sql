CREATE TABLE countries (
  code TEXT PRIMARY KEY CHECK (length(code) = 2),
  name TEXT NOT NULL,
  population INTEGER,
  area REAL
) STRICT;

CREATE TABLE dim_date (
  day TEXT PRIMARY KEY,
  year INTEGER GENERATED ALWAYS AS (CAST(substr(day, 1, 4) AS INTEGER)) VIRTUAL,
  month INTEGER GENERATED ALWAYS AS (CAST(substr(day, 6, 2) AS INTEGER)) STORED,
  is_weekend INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE event_tags (
  event_id INT,
  tag
);

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  visitor TEXT NOT NULL,
  props TEXT DEFAULT NULL,
  country TEXT AS (props ->> '$.country') VIRTUAL,
  path TEXT GENERATED ALWAYS AS (json_extract(props, '$.path'))
);

CREATE TABLE goals (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  match TEXT NOT NULL,
  weight REAL DEFAULT 1.0,
  flags INTEGER DEFAULT 0x10
);

CREATE TABLE rollup (
  site TEXT NOT NULL,
  day TEXT NOT NULL,
  metric TEXT NOT NULL,
  value REAL NOT NULL DEFAULT 0,
  PRIMARY KEY (site, day, metric)
) WITHOUT ROWID;

CREATE TABLE sessions (
  visitor TEXT,
  domain TEXT,
  started,
  ended,
  events
);

CREATE INDEX event_tags_tag ON event_tags (tag);

CREATE INDEX idx_events_country ON events (country) WHERE country IS NOT NULL;

CREATE INDEX idx_events_name ON events (name);

CREATE INDEX idx_events_site_at ON events (domain, at);

CREATE VIEW daily AS
SELECT domain AS site, date(at, 'unixepoch') AS day, name AS name, count(*) AS hits, count(DISTINCT visitor) AS visitors
FROM events
GROUP BY 1, 2, 3;

CREATE VIEW monthly AS SELECT site, substr(day, 1, 7) AS month, sum(hits) AS hits FROM daily GROUP BY 1, 2;

"countries" 'CH', 'Schweiz/Suisse/Svizzera/Svizra', 8900000, 41285
"countries" 'CI', 'Côte d''Ivoire', 31000000, 322463
"countries" 'JP', '日本国', 124000000, 377975.24
"countries" 'PT', 'Portugal', 10500000, 92090.5
"countries" 'VA', 'Città del Vaticano', NULL, 0.49
"dim_date" '2026-01-01', 2026, 1, 0
"dim_date" '2026-01-02', 2026, 1, 0
"dim_date" '2026-01-03', 2026, 1, 1
"dim_date" '2026-01-04', 2026, 1, 1
"dim_date" '2026-01-05', 2026, 1, 0
"dim_date" '2026-01-06', 2026, 1, 0
"dim_date" '2026-01-07', 2026, 1, 0
"dim_date" '2026-01-08', 2026, 1, 0
"dim_date" '2026-01-09', 2026, 1, 0
"dim_date" '2026-01-10', 2026, 1, 1
"dim_date" '2026-01-11', 2026, 1, 1
"dim_date" '2026-01-12', 2026, 1, 0
"dim_date" '2026-01-13', 2026, 1, 0
"dim_date" '2026-01-14', 2026, 1, 0
"dim_date" '2026-01-15', 2026, 1, 0
"dim_date" '2026-01-16', 2026, 1, 0
"dim_date" '2026-01-17', 2026, 1, 1
"dim_date" '2026-01-18', 2026, 1, 1
"dim_date" '2026-01-19', 2026, 1, 0
"dim_date" '2026-01-20', 2026, 1, 0
"dim_date" '2026-01-21', 2026, 1, 0
"dim_date" '2026-01-22', 2026, 1, 0
"dim_date" '2026-01-23', 2026, 1, 0
"dim_date" '2026-01-24', 2026, 1, 1
"dim_date" '2026-01-25', 2026, 1, 1
"dim_date" '2026-01-26', 2026, 1, 0
"dim_date" '2026-01-27', 2026, 1, 0
"dim_date" '2026-01-28', 2026, 1, 0
"dim_date" '2026-01-29', 2026, 1, 0
"dim_date" '2026-01-30', 2026, 1, 0
"dim_date" '2026-01-31', 2026, 1, 1
"dim_date" '2026-02-01', 2026, 2, 1
"dim_date" '2026-02-02', 2026, 2, 0
"dim_date" '2026-02-03', 2026, 2, 0
"dim_date" '2026-02-04', 2026, 2, 0
"dim_date" '2026-02-05', 2026, 2, 0
"dim_date" '2026-02-06', 2026, 2, 0
"dim_date" '2026-02-07', 2026, 2, 1
"dim_date" '2026-02-08', 2026, 2, 1
"dim_date" '2026-02-09', 2026, 2, 0
"dim_date" '2026-02-10', 2026, 2, 0
"dim_date" '2026-02-11', 2026, 2, 0
"dim_date" '2026-02-12', 2026, 2, 0
"dim_date" '2026-02-13', 2026, 2, 0
"dim_date" '2026-02-14', 2026, 2, 1
"dim_date" '2026-02-15', 2026, 2, 1
"dim_date" '2026-02-16', 2026, 2, 0
"dim_date" '2026-02-17', 2026, 2, 0
"dim_date" '2026-02-18', 2026, 2, 0
"dim_date" '2026-02-19', 2026, 2, 0
"dim_date" '2026-02-20', 2026, 2, 0
"dim_date" '2026-02-21', 2026, 2, 1
"dim_date" '2026-02-22', 2026, 2, 1
"dim_date" '2026-02-23', 2026, 2, 0
"dim_date" '2026-02-24', 2026, 2, 0
"dim_date" '2026-02-25', 2026, 2, 0
"dim_date" '2026-02-26', 2026, 2, 0
"dim_date" '2026-02-27', 2026, 2, 0
"dim_date" '2026-02-28', 2026, 2, 1
"dim_date" '2026-03-01', 2026, 3, 1
"dim_date" '2026-03-02', 2026, 3, 0
"dim_date" '2026-03-03', 2026, 3, 0
"dim_date" '2026-03-04', 2026, 3, 0
"dim_date" '2026-03-05', 2026, 3, 0
"dim_date" '2026-03-06', 2026, 3, 0
"dim_date" '2026-03-07', 2026, 3, 1
"dim_date" '2026-03-08', 2026, 3, 1
"dim_date" '2026-03-09', 2026, 3, 0
"dim_date" '2026-03-10', 2026, 3, 0
"dim_date" '2026-03-11', 2026, 3, 0
"dim_date" '2026-03-12', 2026, 3, 0
"dim_date" '2026-03-13', 2026, 3, 0
"dim_date" '2026-03-14', 2026, 3, 1
"dim_date" '2026-03-15', 2026, 3, 1
"dim_date" '2026-03-16', 2026, 3, 0
"dim_date" '2026-03-17', 2026, 3, 0
"dim_date" '2026-03-18', 2026, 3, 0
"dim_date" '2026-03-19', 2026, 3, 0
"dim_date" '2026-03-20', 2026, 3, 0
"dim_date" '2026-03-21', 2026, 3, 1
"dim_date" '2026-03-22', 2026, 3, 1
"dim_date" '2026-03-23', 2026, 3, 0
"dim_date" '2026-03-24', 2026, 3, 0
"dim_date" '2026-03-25', 2026, 3, 0
"dim_date" '2026-03-26', 2026, 3, 0
"dim_date" '2026-03-27', 2026, 3, 0
"dim_date" '2026-03-28', 2026, 3, 1
"dim_date" '2026-03-29', 2026, 3, 1
"dim_date" '2026-03-30', 2026, 3, 0
"dim_date" '2026-03-31', 2026, 3, 0
"event_tags" 3, 'x'
"event_tags" 3, 'y'
"events" 1, 'a.example', 'pageview', 1767225600, 'v1', '{"path":"/","country":"CH"}', 'CH', '/'
"events" 10, 'c.example', 'signup', 1772344800, 'v006', NULL, NULL, NULL
"events" 11, 'c.example', 'pageview', 1772348400, 'v000', NULL, NULL, NULL
"events" 12, 'c.example', 'pageview', 1772352000, 'v001', NULL, NULL, NULL
"events" 13, 'c.example', 'signup', 1772355600, 'v002', NULL, NULL, NULL
"events" 14, 'c.example', 'pageview', 1772359200, 'v003', NULL, NULL, NULL
"events" 15, 'c.example', 'pageview', 1772362800, 'v004', NULL, NULL, NULL
"events" 16, 'c.example', 'signup', 1772366400, 'v005', NULL, NULL, NULL
"events" 17, 'c.example', 'pageview', 1772370000, 'v006', NULL, NULL, NULL
"events" 18, 'c.example', 'pageview', 1772373600, 'v000', NULL, NULL, NULL
"events" 19, 'c.example', 'signup', 1772377200, 'v001', NULL, NULL, NULL
"events" 2, 'a.example', 'pageview', 1767229200, 'v2', '{"path":"/about","country":"PT"}', 'PT', '/about'
"events" 20, 'c.example', 'pageview', 1772380800, 'v002', NULL, NULL, NULL
"events" 21, 'c.example', 'pageview', 1772384400, 'v003', NULL, NULL, NULL
"events" 22, 'c.example', 'signup', 1772388000, 'v004', NULL, NULL, NULL
"events" 23, 'c.example', 'pageview', 1772391600, 'v005', NULL, NULL, NULL
"events" 24, 'c.example', 'pageview', 1772395200, 'v006', NULL, NULL, NULL
"events" 3, 'a.example', 'signup', 1767232800, 'v2', '{"plan":"pro","tags":["x","y"]}', NULL, NULL
"events" 4, 'b.example', 'pageview', 1769904000, 'v3', NULL, NULL, NULL
"events" 5, 'c.example', 'pageview', 1772326800, 'v001', NULL, NULL, NULL
"events" 6, 'c.example', 'pageview', 1772330400, 'v002', NULL, NULL, NULL
"events" 7, 'c.example', 'signup', 1772334000, 'v003', NULL, NULL, NULL
"events" 8, 'c.example', 'pageview', 1772337600, 'v004', NULL, NULL, NULL
"events" 9, 'c.example', 'pageview', 1772341200, 'v005', NULL, NULL, NULL
"goals" 1, 'a.example', 'signup', 0.001, 16
"goals" 2, 'b.example', 'signup', 0.001, 16
"goals" 3, 'c.example', 'signup', 0.001, 16
"goals" 4, '*', '%', 9007199254740992, -9223372036854775808
"goals" 5, '*', '_', 1.7976931348623157e+308, 255
"rollup" 'a.example', '2026-01-01', 'pageview.hits', 2
"rollup" 'a.example', '2026-01-01', 'pageview.visitors', 2
"rollup" 'a.example', '2026-01-01', 'signup.hits', 1
"rollup" 'b.example', '2026-02-01', 'pageview.hits', 1
"rollup" 'c.example', '2026-03-01', 'pageview.hits', 14
"rollup" 'c.example', '2026-03-01', 'pageview.visitors', 7
"rollup" 'c.example', '2026-03-01', 'signup.hits', 6
"rollup" 'c.example', '2026-03-01', 'signup.visitors', 6
"sessions" 'v000', 'c.example', 1772348400, 1772348400, 1
"sessions" 'v000', 'c.example', 1772373600, 1772373600, 1
"sessions" 'v001', 'c.example', 1772326800, 1772326800, 1
"sessions" 'v001', 'c.example', 1772352000, 1772352000, 1
"sessions" 'v001', 'c.example', 1772377200, 1772377200, 1
"sessions" 'v002', 'c.example', 1772330400, 1772330400, 1
"sessions" 'v002', 'c.example', 1772355600, 1772355600, 1
"sessions" 'v002', 'c.example', 1772380800, 1772380800, 1
"sessions" 'v003', 'c.example', 1772334000, 1772334000, 1
"sessions" 'v003', 'c.example', 1772359200, 1772359200, 1
"sessions" 'v003', 'c.example', 1772384400, 1772384400, 1
"sessions" 'v004', 'c.example', 1772337600, 1772337600, 1
"sessions" 'v004', 'c.example', 1772362800, 1772362800, 1
"sessions" 'v004', 'c.example', 1772388000, 1772388000, 1
"sessions" 'v005', 'c.example', 1772341200, 1772341200, 1
"sessions" 'v005', 'c.example', 1772366400, 1772366400, 1
"sessions" 'v005', 'c.example', 1772391600, 1772391600, 1
"sessions" 'v006', 'c.example', 1772344800, 1772344800, 1
"sessions" 'v006', 'c.example', 1772370000, 1772370000, 1
"sessions" 'v006', 'c.example', 1772395200, 1772395200, 1
"sessions" 'v1', 'a.example', 1767225600, 1767225600, 1
"sessions" 'v2', 'a.example', 1767229200, 1767229200, 1
"sessions" 'v2', 'a.example', 1767232800, 1767232800, 1
"sessions" 'v3', 'b.example', 1769904000, 1769904000, 1
"sqlite_sequence" 'events', 24

-- d1_migrations
-- 0001_events.sql
-- 0002_dimensions.sql
-- 0003_seed_countries.sql
-- 0004_sample_events.sql
-- 0005_views.sql
-- 0006_rollup_table.sql
-- 0007_country_column.sql
-- 0008_goals.sql
-- 0009_tag_table.sql
-- 0010_rename_site.sql
-- 0011_sessions.sql
-- 0012_replace_monthly.sql
-- 0013_analyze.sql
