-- Migration number: 0007 	 2026-03-01T12:00:00.000Z
DROP VIEW IF EXISTS published_posts;
CREATE VIEW published_posts AS
SELECT p.id, p.slug, p.title, p.excerpt, a.display_name AS author
FROM posts AS p
INNER JOIN authors AS a ON a.id = p.author_id
WHERE p.status = 'published';

CREATE VIEW IF NOT EXISTS author_stats AS
SELECT a.handle,
       (SELECT count(*) FROM published_posts AS pp WHERE pp.author = a.display_name) AS published,
       (SELECT count(*) FROM comments AS c JOIN posts AS p ON p.id = c.post_id WHERE p.author_id = a.id) AS comments
FROM authors AS a;
