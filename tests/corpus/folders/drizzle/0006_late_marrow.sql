ALTER TABLE `accounts` RENAME COLUMN "role" TO "kind";--> statement-breakpoint
DROP INDEX `notes_title_idx`;--> statement-breakpoint
ALTER TABLE `notes` DROP COLUMN `archived_at`;