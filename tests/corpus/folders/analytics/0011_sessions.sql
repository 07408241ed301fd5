CREATE TABLE sessions AS
SELECT visitor, domain, min(at) AS started, max(at) AS ended, count(*) AS events
FROM (
  SELECT *, sum(is_new) OVER (PARTITION BY visitor, domain ORDER BY at) AS n
  FROM (SELECT *, at - lag(at, 1, 0) OVER (PARTITION BY visitor, domain ORDER BY at) > 1800 AS is_new FROM events)
)
GROUP BY visitor, domain, n
ORDER BY started, visitor;
