PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`title` text(256) NOT NULL,
	`pinned` integer DEFAULT false NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_notes`("id", "account_id", "title", "pinned", "body", "archived_at") SELECT "id", "account_id", "title", "pinned", "body", "archived_at" FROM `notes`;--> statement-breakpoint
DROP TABLE `notes`;--> statement-breakpoint
ALTER TABLE `__new_notes` RENAME TO `notes`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `notes_account_idx` ON `notes` (`account_id`);--> statement-breakpoint
CREATE INDEX `notes_title_idx` ON `notes` (lower("title"));