CREATE TABLE `feedback` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stars` integer NOT NULL,
	`text` text
);
--> statement-breakpoint
ALTER TABLE `todos` ADD `due_at` integer;
