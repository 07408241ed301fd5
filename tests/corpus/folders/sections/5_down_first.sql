-- down
DROP VIEW adults;

-- up
CREATE VIEW adults AS SELECT name FROM people WHERE born < '2008';
