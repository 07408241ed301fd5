CREATE TABLE rollup (
    site TEXT NOT NULL,
    day TEXT NOT NULL,
    metric TEXT NOT NULL,
    value REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (site, day, metric)
) WITHOUT ROWID;

INSERT INTO rollup (site, day, metric, value)
SELECT site, day, name || '.hits', hits FROM daily WHERE true
ON CONFLICT (site, day, metric) DO UPDATE SET value = value + excluded.value;

INSERT INTO rollup (site, day, metric, value)
SELECT site, day, name || '.visitors', visitors FROM daily WHERE 1
ON CONFLICT DO NOTHING;
