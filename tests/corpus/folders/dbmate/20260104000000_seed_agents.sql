-- migrate:up
INSERT INTO agents (id, name) VALUES (1, 'Nobody; really'), (2, '-- migrate:down');
INSERT INTO tickets (id, subject, agent_id, opened_at) VALUES (1, 'It''s broken', 1, '2026-01-04 00:00:00');
UPDATE tickets SET state = 'closed' WHERE id = 1;

-- migrate:down
DELETE FROM ticket_log;
DELETE FROM tickets WHERE id = 1;
DELETE FROM agents WHERE id IN (1, 2);
