CREATE TABLE IF NOT EXISTS dim_date (
    day TEXT PRIMARY KEY,
    year INTEGER GENERATED ALWAYS AS (CAST(substr(day, 1, 4) AS INTEGER)) VIRTUAL,
    month INTEGER GENERATED ALWAYS AS (CAST(substr(day, 6, 2) AS INTEGER)) STORED,
    is_weekend INTEGER NOT NULL
) WITHOUT ROWID;

WITH RECURSIVE days(day) AS (
    VALUES('2026-01-01')
    UNION ALL
    SELECT date(day, '+1 day') FROM days WHERE day < '2026-03-31'
)
INSERT INTO dim_date (day, is_weekend)
SELECT day, strftime('%w', day) IN ('0', '6') FROM days;
