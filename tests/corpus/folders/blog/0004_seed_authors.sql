-- Migration number: 0004 	 2026-01-21T07:45:30.771Z
INSERT OR IGNORE INTO authors (id, handle, display_name, bio, created_at) VALUES
    (1, 'ines', 'Inês Carvalho', 'Writes about cheese; mostly soft ones.', '2026-01-01 00:00:00'),
    (2, 'jun', '佐藤 純', NULL, '2026-01-01 00:00:00'),
    (3, 'o''brien', 'Sinéad O''Brien', 'It''s "complicated" -- or not.', '2026-01-01 00:00:00');

INSERT OR IGNORE INTO posts (id, author_id, slug, title, body, status, created_at) VALUES
    (1, 1, 'hello', 'Hello, world 👋', 'First post.
It has two lines; and a semicolon.', 'published', '2026-01-02 08:00:00'),
    (2, 2, 'konnichiwa', 'こんにちは', '-- not a comment', 'draft', '2026-01-03 08:00:00'),
    (3, 3, 'sql', 'What /* this */ is', '/* neither is this */', 'published', '2026-01-04 08:00:00');

INSERT OR IGNORE INTO comments (id, post_id, parent_id, author_name, body, approved, created_at) VALUES
    (1, 1, NULL, 'a reader', 'Nice!', 1, '2026-01-05 08:00:00'),
    (2, 1, 1, 'another', 'I agree; very nice.', 1, '2026-01-05 09:00:00');
