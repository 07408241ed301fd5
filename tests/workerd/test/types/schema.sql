CREATE TABLE every_type (
  id INTEGER PRIMARY KEY,
  whole INT NOT NULL,
  big BIGINT,
  real REAL,
  price DECIMAL(10, 2),
  flag BOOLEAN NOT NULL DEFAULT 0,
  title VARCHAR(20) NOT NULL,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'it''s live')),
  level INTEGER CHECK (level IN (1, 2, -3)),
  bytes BLOB,
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  changed_at TIMESTAMP NOT NULL DEFAULT (unixepoch() * 1000),
  born DATE,
  meta JSON,
  settings JSON NOT NULL DEFAULT '{}', -- roost-type: '{}' | '[]'
  anything,
  uuid UUID,
  title_length INT AS (length(title)) STORED,
  "two words" TEXT
);

CREATE TABLE strict_one (
  code TEXT PRIMARY KEY,
  n INT NOT NULL,
  r REAL,
  v ANY,
  b BLOB
) STRICT;

CREATE TABLE loose_key (code TEXT PRIMARY KEY);

CREATE TABLE keyed (k TEXT, n INTEGER, PRIMARY KEY (k, n)) WITHOUT ROWID;

CREATE VIEW titles AS SELECT id, title, flag, born, bytes, length(title) AS size FROM every_type;
