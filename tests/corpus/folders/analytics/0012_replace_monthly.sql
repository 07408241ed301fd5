DROP VIEW monthly;
DROP VIEW daily_with_dates;
CREATE VIEW monthly AS SELECT site, substr(day, 1, 7) AS month, sum(hits) AS hits FROM daily GROUP BY 1, 2;
REPLACE INTO countries (code, name, population, area) VALUES ('PT', 'Portugal', 10500000, 92090.5);
DELETE FROM rollup WHERE metric GLOB '*.visitors' AND value = 1.0;
