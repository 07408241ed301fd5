INSERT INTO comments (id, post_id, author, body, created_at)
VALUES
  (1, (SELECT id FROM posts WHERE slug = 'a-moth-in-the-relay'), 'Howard', 'Is it still in there?', '2026-02-03 16:10:00'),
  (2, (SELECT id FROM posts WHERE slug = 'a-moth-in-the-relay'), 'Grace', 'In the logbook, under tape.', '2026-02-03 16:12:00'),
  (3, (SELECT id FROM posts WHERE slug = 'how-long-is-a-nanosecond'), 'Ada', 'May I keep the wire?', '2026-02-17 12:00:00')
ON CONFLICT DO NOTHING;

INSERT INTO post_tags (post_id, tag_slug)
VALUES
  ((SELECT id FROM posts WHERE slug = 'the-analytical-engine'), 'machines'),
  ((SELECT id FROM posts WHERE slug = 'the-analytical-engine'), 'notes'),
  ((SELECT id FROM posts WHERE slug = 'a-moth-in-the-relay'), 'history'),
  ((SELECT id FROM posts WHERE slug = 'a-moth-in-the-relay'), 'machines'),
  ((SELECT id FROM posts WHERE slug = 'how-long-is-a-nanosecond'), 'notes')
ON CONFLICT DO NOTHING;
