ALTER TABLE `media` ADD `sizes_thumbnail_url` text;
ALTER TABLE `media` ADD `sizes_thumbnail_width` numeric;
ALTER TABLE `media` ADD `sizes_thumbnail_filename` text;
CREATE INDEX `media_sizes_thumbnail_sizes_thumbnail_filename_idx` ON `media` (`sizes_thumbnail_filename`);
