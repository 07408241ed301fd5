-- Up Migration
INSERT INTO people (id, name) VALUES (1, 'Ann'), (2, 'Bo;b');

-- Down Migration
DELETE FROM greetings;
DELETE FROM people;
