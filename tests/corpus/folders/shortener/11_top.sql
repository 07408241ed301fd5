CREATE VIEW top_links AS
SELECT slug, hits FROM links ORDER BY hits DESC, slug LIMIT 10
;
-- last line without an end