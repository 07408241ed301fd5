CREATE TABLE `site_settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`site_name` text DEFAULT 'My site' NOT NULL,
	`updated_at` text,
	`created_at` text
);
CREATE TABLE `pages_locales` (
	`meta_title` text,
	`meta_description` text,
	`id` integer PRIMARY KEY NOT NULL,
	`_locale` text NOT NULL,
	`_parent_id` integer NOT NULL,
	FOREIGN KEY (`_parent_id`) REFERENCES `pages`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `pages_locales_locale_parent_id_unique` ON `pages_locales` (`_locale`,`_parent_id`);
