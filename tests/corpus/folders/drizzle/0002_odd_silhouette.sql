ALTER TABLE `notes` ADD `body` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `notes` ADD `archived_at` integer;