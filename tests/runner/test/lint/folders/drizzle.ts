// A folder as drizzle-kit writes one: backquotes, breakpoints, rebuilds under `__new_`, tags of two words.
const breakpoint = '\n--> statement-breakpoint\n';
const file = (...statements: readonly string[]): string => statements.join(breakpoint);

export const drizzle: Readonly<Record<string, string>> = {
  '0000_brave_hulk': file(
    "CREATE TABLE `user` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL,\n\t`email` text NOT NULL,\n\t`email_verified` integer DEFAULT false NOT NULL,\n\t`image` text,\n\t`created_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,\n\t`updated_at` integer NOT NULL\n);\n",
    'CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);',
    'CREATE TABLE `session` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`expires_at` integer NOT NULL,\n\t`token` text NOT NULL,\n\t`user_id` text NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade\n);\n',
    'CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);',
    'CREATE INDEX `session_userId_idx` ON `session` (`user_id`);',
  ),
  '0001_quick_wolverine': file(
    'CREATE TABLE `account` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`account_id` text NOT NULL,\n\t`provider_id` text NOT NULL,\n\t`user_id` text NOT NULL,\n\t`access_token` text,\n\tFOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade\n);\n',
    'CREATE TABLE `verification` (\n\t`id` text PRIMARY KEY NOT NULL,\n\t`identifier` text NOT NULL,\n\t`value` text NOT NULL,\n\t`expires_at` integer NOT NULL\n);\n',
    'CREATE INDEX `verification_identifier_idx` ON `verification` (`identifier`);',
  ),
  '0002_loose_jubilee': file(
    'CREATE TABLE `organization` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`name` text NOT NULL,\n\t`slug` text NOT NULL\n);\n',
    'CREATE UNIQUE INDEX `organization_slug_unique` ON `organization` (`slug`);',
    "CREATE TABLE `member` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`organization_id` integer NOT NULL,\n\t`user_id` text NOT NULL,\n\t`invited_by` text,\n\t`role` text DEFAULT 'member' NOT NULL,\n\tFOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,\n\tFOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,\n\tFOREIGN KEY (`invited_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null\n);\n",
    'CREATE UNIQUE INDEX `member_org_user` ON `member` (`organization_id`,`user_id`);',
  ),
  '0003_dark_mystique': file(
    'ALTER TABLE `user` ADD `role` text;',
    'ALTER TABLE `user` ADD `banned` integer DEFAULT false;',
    'ALTER TABLE `session` ADD `impersonated_by` text;',
  ),
  '0004_tidy_karma': file(
    'PRAGMA foreign_keys=OFF;',
    "CREATE TABLE `__new_organization` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`name` text NOT NULL,\n\t`slug` text NOT NULL,\n\t`plan` text DEFAULT 'free' NOT NULL\n);\n",
    'INSERT INTO `__new_organization`("id", "name", "slug", "plan") SELECT "id", "name", "slug", "plan" FROM `organization`;',
    'DROP TABLE `organization`;',
    'ALTER TABLE `__new_organization` RENAME TO `organization`;',
    'PRAGMA foreign_keys=ON;',
    'CREATE UNIQUE INDEX `organization_slug_unique` ON `organization` (`slug`);',
  ),
  '0005_odd_sabra': file(
    "CREATE TABLE `post` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`author_id` text,\n\t`title` text NOT NULL,\n\t`body` text DEFAULT '' NOT NULL,\n\tFOREIGN KEY (`author_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null\n);\n",
    'CREATE INDEX `post_author_idx` ON `post` (`author_id`);',
  ),
  '0006_flat_ares': file(
    'PRAGMA foreign_keys=OFF;',
    "CREATE TABLE `__new_post` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`author_id` text,\n\t`title` text NOT NULL,\n\t`body` text DEFAULT '' NOT NULL,\n\t`published_at` integer,\n\tFOREIGN KEY (`author_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade\n);\n",
    'INSERT INTO `__new_post`("id", "author_id", "title", "body") SELECT "id", "author_id", "title", "body" FROM `post`;',
    'DROP TABLE `post`;',
    'ALTER TABLE `__new_post` RENAME TO `post`;',
    'PRAGMA foreign_keys=ON;',
    'CREATE INDEX `post_author_idx` ON `post` (`author_id`);',
  ),
  '0007_late_gambit': file('ALTER TABLE `user` DROP COLUMN `image`;'),
  '0008_smart_nova': file('DROP TABLE `verification`;'),
  '0009_warm_rogue': file(
    'ALTER TABLE `post` RENAME COLUMN "body" TO "content";',
    'DROP INDEX `post_author_idx`;',
    'CREATE INDEX `by_author` ON `post` (`author_id`,`published_at`);',
  ),
};
