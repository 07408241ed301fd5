CREATE TABLE "accounts" (
  `id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  `email` text NOT NULL,
  `kind` text DEFAULT 'member' NOT NULL,
  `settings` text DEFAULT '{}' NOT NULL,
  `locale` text DEFAULT 'en' NOT NULL,
  `created_at` integer DEFAULT (unixepoch() * 1000) NOT NULL
);

CREATE TABLE "notes" (
  `id` text PRIMARY KEY NOT NULL,
  `account_id` integer NOT NULL,
  `title` text(256) NOT NULL,
  `pinned` integer DEFAULT false NOT NULL,
  `body` text DEFAULT '' NOT NULL,
  FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE TABLE "note_shares" (
  `id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  `note_id` text,
  `with_id` integer,
  `level` text DEFAULT 'read' NOT NULL,
  FOREIGN KEY (`note_id`) REFERENCES `notes`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`with_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE set null,
  CONSTRAINT "level_check" CHECK("note_shares"."level" in ('read', 'write'))
);

CREATE UNIQUE INDEX `accounts_email_unique` ON `accounts` (`email`);

CREATE INDEX `notes_account_idx` ON `notes` (`account_id`);

"accounts" 1, 'owner@example.com', 'owner', '{}', 'locale', 0
"sqlite_sequence" 'accounts', 1

-- d1_migrations
-- 0000_quiet_falcon.sql
-- 0001_brave_wolverine.sql
-- 0002_odd_silhouette.sql
-- 0003_seed_owner.sql
-- 0004_nappy_rhino.sql
-- 0005_spooky_thing.sql
-- 0006_late_marrow.sql
-- 0007_tidy_gambit.sql
-- 0008_lonely_sentry.sql
-- 0009_wet_captain.sql
