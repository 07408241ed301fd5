CREATE VIEW daily AS
SELECT site AS site, date(at, 'unixepoch') AS day, name AS name, count(*) AS hits, count(DISTINCT visitor) AS visitors
FROM events
GROUP BY 1, 2, 3;

CREATE VIEW daily_with_dates AS
SELECT d.*, dim_date.month, dim_date.is_weekend
FROM daily AS d
LEFT JOIN dim_date ON dim_date.day = d.day;

CREATE VIEW monthly AS
SELECT site, month, sum(hits) AS hits, sum(hits) FILTER (WHERE is_weekend) AS weekend_hits,
       rank() OVER (PARTITION BY month ORDER BY sum(hits) DESC) AS place
FROM daily_with_dates
GROUP BY site, month;
