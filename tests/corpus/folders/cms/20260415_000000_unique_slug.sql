DROP INDEX `pages_slug_idx`;
CREATE UNIQUE INDEX `pages_slug_idx` ON `pages` (`slug`);
ALTER TABLE `pages` DROP COLUMN `slug_lock`;
ALTER TABLE `pages` ADD `generate_slug` integer DEFAULT true;
