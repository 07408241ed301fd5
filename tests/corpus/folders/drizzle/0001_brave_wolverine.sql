CREATE TABLE `notes` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`title` text(256),
	`pinned` integer DEFAULT false,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notes_account_idx` ON `notes` (`account_id`);--> statement-breakpoint
CREATE INDEX `notes_title_idx` ON `notes` (lower("title"));