INSERT INTO `pages` (`id`, `title`, `slug`, `_status`, `updated_at`, `created_at`) VALUES (1, 'Home', 'home', 'published', '2026-03-20T10:00:00.000Z', '2026-03-20T10:00:00.000Z');
INSERT INTO `pages_hero_links` (`_order`, `_parent_id`, `id`, `link_label`) VALUES (1, 1, '65f0c0ffee', 'Read on; "now"');
INSERT INTO `_pages_v` (`parent_id`, `version_title`, `latest`, `updated_at`, `created_at`) SELECT `id`, `title`, true, `updated_at`, `created_at` FROM `pages`;
