-- UP
CREATE INDEX people_name ON people (name);
-- DOWN
DROP INDEX people_name;
