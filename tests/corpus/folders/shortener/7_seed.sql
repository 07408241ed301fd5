-- CRLF, tabs and a text of two lines
INSERT INTO links (slug, target, created_at)
VALUES
	('a', 'https://example.com/?q=a;b--c', '2026-01-01'),
	('b', 'line one
line two', '2026-01-02');
-- the end
