CREATE TABLE agents (
  id integer primary key,
  name text not null
);

CREATE TABLE ticket_log (
  ticket_id INTEGER NOT NULL,
  was TEXT,
  became TEXT
);

CREATE TABLE tickets (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  opened_at TEXT NOT NULL DEFAULT (datetime('now')),
  agent_id integer references agents (id),
  priority INTEGER NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5)
);

CREATE INDEX tickets_agent on tickets (agent_id);

CREATE VIEW open_tickets AS SELECT id, subject FROM tickets WHERE status = 'open';

CREATE TRIGGER tickets_log AFTER UPDATE OF status ON tickets
WHEN OLD.status <> NEW.status
BEGIN
  INSERT INTO ticket_log VALUES (OLD.id, OLD.status, NEW.status);
END;

"agents" 1, 'Nobody; really'
"agents" 2, '-- migrate:down'
"ticket_log" 1, 'open', 'closed'
"tickets" 1, 'It''s broken', 'closed', '2026-01-04 00:00:00', 1, 3

-- d1_migrations
-- 20260101000000_create_tickets.sql
-- 20260102000000_create_agents.sql
-- 20260103000000_log_states.sql
-- 20260104000000_seed_agents.sql
-- 20260105000000_priority.sql
-- 20260106000000_open_tickets_view.sql
-- 20260107000000_rename_state.sql
-- 20260108000000_noop.sql
