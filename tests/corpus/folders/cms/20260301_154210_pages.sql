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
CREATE INDEX `pages_hero_links_order_idx` ON `pages_hero_links` (`_order`);
CREATE INDEX `pages_hero_links_parent_id_idx` ON `pages_hero_links` (`_parent_id`);
CREATE TABLE `pages` (
	`id` integer PRIMARY KEY NOT NULL,
	`title` text,
	`hero_rich_text` text,
	`hero_media_id` integer,
	`slug` text,
	`slug_lock` integer DEFAULT true,
	`_status` text DEFAULT 'draft',
	`updated_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`created_at` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`hero_media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE set null
);
CREATE INDEX `pages_hero_media_idx` ON `pages` (`hero_media_id`);
CREATE INDEX `pages_slug_idx` ON `pages` (`slug`);
CREATE INDEX `pages__status_idx` ON `pages` (`_status`);
ALTER TABLE `payload_locked_documents_rels` ADD `pages_id` integer REFERENCES pages(id);
CREATE INDEX `payload_locked_documents_rels_pages_id_idx` ON `payload_locked_documents_rels` (`pages_id`);
