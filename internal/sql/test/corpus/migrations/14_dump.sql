PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE d1_migrations(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
INSERT INTO "d1_migrations" VALUES(1,'0001_init.sql','2026-01-01 00:00:00');
INSERT INTO "d1_migrations" VALUES(2,'0002_it''s;.sql','2026-01-02 00:00:00');
CREATE TABLE IF NOT EXISTS "customers" (id TEXT PRIMARY KEY NOT NULL, "data" blob, email text) ;
INSERT INTO "customers" VALUES('c;1',X'7B2261223A313B7D','a@example.org');
INSERT INTO "customers" VALUES('c;2',NULL,'line' || char(10) || 'break;');
INSERT INTO customers VALUES('c;3',replace('a\nb;\nc','\n',char(10)),'');
CREATE TABLE `drizzle_style` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`customer_id` text NOT NULL,
	`created_at` integer DEFAULT (strftime('%s', 'now')) NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_email_unique` ON `customers` (`email`);--> statement-breakpoint
CREATE INDEX `drizzle_style_customer` ON `drizzle_style` (`customer_id`);--> statement-breakpoint
INSERT INTO `drizzle_style` (`customer_id`, `created_at`) VALUES ('c;1', 1);
CREATE TRIGGER customers_email AFTER UPDATE OF email ON customers FOR EACH ROW WHEN (NEW.email IS NOT OLD.email) BEGIN INSERT INTO drizzle_style (customer_id, created_at) VALUES (NEW.id, CASE WHEN NEW.email = '' THEN 0 ELSE length(NEW.email) END); END;
UPDATE customers SET email = 'z;' WHERE id = 'c;3';
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('d1_migrations',2);
INSERT INTO sqlite_sequence VALUES('drizzle_style',40);
INSERT INTO drizzle_style (customer_id, created_at) VALUES ('c;2', 2);
COMMIT;
