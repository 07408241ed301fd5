INSERT INTO pages (id, title, body) VALUES
  (1, 'Home', 'Welcome to the wiki. See [[Café]] and [[SQLite]].'),
  (2, 'Café', 'A café; naïve façade.'),
  (3, 'SQLite', 'CREATE TRIGGER x BEGIN SELECT 1; END; -- just a text');
UPDATE pages SET body = body || ' Edited.' WHERE id = 2;
