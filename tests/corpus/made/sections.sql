CREATE TABLE greetings (
  text TEXT
);

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT,
  born TEXT
);

CREATE INDEX people_name ON people (name);

CREATE VIEW adults AS SELECT name FROM people WHERE born < '2008';

CREATE TRIGGER people_greet AFTER INSERT ON people
BEGIN
  INSERT INTO greetings VALUES ('hello ' || NEW.name);
END;

"greetings" 'hello Ann'
"greetings" 'hello Bo;b'
"people" 1, 'Ann', NULL
"people" 2, 'Bo;b', NULL

-- d1_migrations
-- 1_sql_migrate.sql
-- 2_sql_migrate_trigger.sql
-- 3_node_pg_migrate.sql
-- 4_roost.sql
-- 5_down_first.sql
-- 10_after_nine.sql
