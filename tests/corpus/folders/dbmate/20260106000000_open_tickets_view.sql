-- migrate:up
CREATE VIEW open_tickets AS SELECT id, subject FROM tickets WHERE state = 'open';


-- migrate:down

DROP VIEW open_tickets;
