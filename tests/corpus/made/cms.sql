CREATE TABLE `media` (
  `id` integer PRIMARY KEY NOT NULL,
  `alt` text NOT NULL,
  `updated_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `created_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `url` text,
  `filename` text,
  `mime_type` text,
  `filesize` numeric,
  `width` numeric,
  `height` numeric,
  `focal_x` numeric,
  `focal_y` numeric,
  `sizes_thumbnail_url` text,
  `sizes_thumbnail_width` numeric,
  `sizes_thumbnail_filename` text
);

CREATE TABLE "pages" (
  `id` integer PRIMARY KEY NOT NULL,
  `title` text NOT NULL,
  `hero_rich_text` text,
  `hero_media_id` integer,
  `slug` text,
  `_status` text DEFAULT 'draft',
  `updated_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `created_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `generate_slug` integer DEFAULT true,
  `published_at` text,
  FOREIGN KEY (`hero_media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE set null
);

CREATE TABLE `_pages_v` (
  `id` integer PRIMARY KEY NOT NULL,
  `parent_id` integer,
  `version_title` text,
  `version_slug` text,
  `version_updated_at` text,
  `version__status` text DEFAULT 'draft',
  `updated_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `created_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `latest` integer,
  `autosave` integer,
  FOREIGN KEY (`parent_id`) REFERENCES `pages`(`id`) ON UPDATE no action ON DELETE set null
);

CREATE TABLE `pages_hero_links` (
  `_order` integer NOT NULL,
  `_parent_id` integer NOT NULL,
  `id` text PRIMARY KEY NOT NULL,
  `link_type` text DEFAULT 'reference',
  `link_new_tab` integer,
  `link_url` text,
  `link_label` text,
  FOREIGN KEY (`_parent_id`) REFERENCES `pages`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE TABLE `pages_locales` (
  `meta_title` text,
  `meta_description` text,
  `id` integer PRIMARY KEY NOT NULL,
  `_locale` text NOT NULL,
  `_parent_id` integer NOT NULL,
  FOREIGN KEY (`_parent_id`) REFERENCES `pages`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE TABLE `payload_locked_documents` (
  `id` integer PRIMARY KEY NOT NULL,
  `global_slug` text,
  `updated_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `created_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `note` text
);

CREATE TABLE `users` (
  `id` integer PRIMARY KEY NOT NULL,
  `updated_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `created_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  `email` text NOT NULL,
  `salt` text,
  `hash` text,
  `login_attempts` numeric DEFAULT 0,
  `lock_until` text
);

CREATE TABLE "payload_locked_documents_rels" (
  `id` integer PRIMARY KEY NOT NULL,
  `order` integer,
  `parent_id` integer NOT NULL,
  `path` text NOT NULL,
  `users_id` integer,
  `media_id` integer,
  `pages_id` integer,
  FOREIGN KEY (`parent_id`) REFERENCES `payload_locked_documents`(`id`) ON UPDATE no action ON DELETE cascade,
  FOREIGN KEY (`users_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
  FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE cascade,
  FOREIGN KEY (`pages_id`) REFERENCES `pages`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE TABLE `users_sessions` (
  `_order` integer NOT NULL,
  `_parent_id` integer NOT NULL,
  `id` text PRIMARY KEY NOT NULL,
  `created_at` text,
  `expires_at` text NOT NULL,
  FOREIGN KEY (`_parent_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX `_pages_v_autosave_idx` ON `_pages_v` (`autosave`);

CREATE INDEX `_pages_v_latest_idx` ON `_pages_v` (`latest`);

CREATE INDEX `_pages_v_parent_idx` ON `_pages_v` (`parent_id`);

CREATE INDEX `_pages_v_version_version_slug_idx` ON `_pages_v` (`version_slug`);

CREATE INDEX `media_created_at_idx` ON `media` (`created_at`);

CREATE UNIQUE INDEX `media_filename_idx` ON `media` (`filename`);

CREATE INDEX `media_sizes_thumbnail_sizes_thumbnail_filename_idx` ON `media` (`sizes_thumbnail_filename`);

CREATE INDEX `media_updated_at_idx` ON `media` (`updated_at`);

CREATE INDEX `pages__status_idx` ON `pages` (`_status`);

CREATE INDEX `pages_hero_links_order_idx` ON `pages_hero_links` (`_order`);

CREATE INDEX `pages_hero_links_parent_id_idx` ON `pages_hero_links` (`_parent_id`);

CREATE INDEX `pages_hero_media_idx` ON `pages` (`hero_media_id`);

CREATE UNIQUE INDEX `pages_locales_locale_parent_id_unique` ON `pages_locales` (`_locale`,`_parent_id`);

CREATE UNIQUE INDEX `pages_slug_idx` ON `pages` (`slug`);

CREATE INDEX `payload_locked_documents_global_slug_idx` ON `payload_locked_documents` (`global_slug`);

CREATE INDEX `payload_locked_documents_rels_media_id_idx` ON `payload_locked_documents_rels` (`media_id`);

CREATE INDEX `payload_locked_documents_rels_order_idx` ON `payload_locked_documents_rels` (`order`);

CREATE INDEX `payload_locked_documents_rels_pages_id_idx` ON `payload_locked_documents_rels` (`pages_id`);

CREATE INDEX `payload_locked_documents_rels_parent_idx` ON `payload_locked_documents_rels` (`parent_id`);

CREATE INDEX `payload_locked_documents_rels_path_idx` ON `payload_locked_documents_rels` (`path`);

CREATE INDEX `payload_locked_documents_rels_users_id_idx` ON `payload_locked_documents_rels` (`users_id`);

CREATE INDEX `users_created_at_idx` ON `users` (`created_at`);

CREATE UNIQUE INDEX `users_email_idx` ON `users` (`email`);

CREATE INDEX `users_sessions_order_idx` ON `users_sessions` (`_order`);

CREATE INDEX `users_sessions_parent_id_idx` ON `users_sessions` (`_parent_id`);

CREATE INDEX `users_updated_at_idx` ON `users` (`updated_at`);

"_pages_v" 1, NULL, 'Home', NULL, NULL, 'draft', '2026-03-20T10:00:00.000Z', '2026-03-20T10:00:00.000Z', 1, NULL
"pages" 1, 'Home', NULL, NULL, 'home', 'published', '2026-03-20T10:00:00.000Z', '2026-03-20T10:00:00.000Z', 1, 'published_at'

-- d1_migrations
-- 20260301_101500_initial.sql
-- 20260301_154210_pages.sql
-- 20260302_080000_rels_fk.sql
-- 20260310_093000_versions.sql
-- 20260320_100000_seed_home.sql
-- 20260401_120000_globals_and_locales.sql
-- 20260402_120000_media_sizes.sql
-- 20260415_000000_unique_slug.sql
-- 20260501_070000_published_at.sql
-- 20260601_070000_drop_settings.sql
