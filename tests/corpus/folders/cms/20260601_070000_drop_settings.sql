DROP TABLE `site_settings`;
ALTER TABLE `payload_locked_documents` ADD `note` text;
