CREATE VIEW `pinned_notes` AS select "id", "title" from "notes" where "notes"."pinned" = 1;--> statement-breakpoint
ALTER TABLE `shares` RENAME TO `note_shares`;