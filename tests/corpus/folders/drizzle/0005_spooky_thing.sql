CREATE TABLE `tags` (
	`note_id` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`note_id`, `name`),
	FOREIGN KEY (`note_id`) REFERENCES `notes`(`id`) ON UPDATE cascade ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `shares` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`note_id` text,
	`with_id` integer,
	`level` text DEFAULT 'read' NOT NULL,
	FOREIGN KEY (`note_id`) REFERENCES `notes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`with_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "level_check" CHECK("shares"."level" in ('read', 'write'))
);
