DROP TABLE `tags`;--> statement-breakpoint
DROP VIEW `pinned_notes`;