CREATE INDEX invoices_total ON invoices (total) WHERE total > 0;
