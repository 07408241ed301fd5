INSERT INTO events (site, name, at, visitor, props) VALUES
    ('a.example', 'pageview', 1767225600, 'v1', '{"path":"/","country":"CH"}'),
    ('a.example', 'pageview', 1767229200, 'v2', '{"path":"/about","country":"PT"}'),
    ('a.example', 'signup',   1767232800, 'v2', '{"plan":"pro","tags":["x","y"]}'),
    ('b.example', 'pageview', 1769904000, 'v3', NULL);

INSERT INTO events (site, name, at, visitor)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
SELECT 'c.example', CASE i % 3 WHEN 0 THEN 'signup' ELSE 'pageview' END, 1772323200 + i * 3600, printf('v%03d', i % 7) FROM n;
