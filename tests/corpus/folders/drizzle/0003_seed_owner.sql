-- Custom SQL migration file, put your code below! --
INSERT INTO `accounts` (`id`, `email`, `role`, `created_at`) VALUES (1, 'owner@example.com', 'owner', 0);
--> statement-breakpoint
INSERT INTO `notes` (`id`, `account_id`, `title`, `body`) VALUES ('n1', 1, 'Hello', 'It''s --> statement-breakpoint, in a text; really');
