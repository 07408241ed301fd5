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
CREATE INDEX `_pages_v_parent_idx` ON `_pages_v` (`parent_id`);
CREATE INDEX `_pages_v_version_version_slug_idx` ON `_pages_v` (`version_slug`);
CREATE INDEX `_pages_v_latest_idx` ON `_pages_v` (`latest`);
CREATE INDEX `_pages_v_autosave_idx` ON `_pages_v` (`autosave`);
