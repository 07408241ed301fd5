PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_pages` (
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
INSERT INTO `__new_pages`("id", "title", "hero_rich_text", "hero_media_id", "slug", "_status", "updated_at", "created_at", "generate_slug", "published_at") SELECT "id", "title", "hero_rich_text", "hero_media_id", "slug", "_status", "updated_at", "created_at", "generate_slug", "published_at" FROM `pages`;
DROP TABLE `pages`;
ALTER TABLE `__new_pages` RENAME TO `pages`;
PRAGMA foreign_keys=ON;
CREATE INDEX `pages_hero_media_idx` ON `pages` (`hero_media_id`);
CREATE UNIQUE INDEX `pages_slug_idx` ON `pages` (`slug`);
CREATE INDEX `pages__status_idx` ON `pages` (`_status`);
