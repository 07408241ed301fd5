CREATE TABLE people (id INTEGER PRIMARY KEY, first TEXT, last TEXT, born INTEGER, boss INTEGER REFERENCES people);
CREATE TABLE changes (n INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT);
CREATE VIEW IF NOT EXISTS names (id, name) AS SELECT id, first || ' ' || last FROM people;
CREATE TEMP VIEW old_people AS SELECT * FROM people WHERE born < 1950;
CREATE VIEW "ranks;" AS WITH RECURSIVE r (id, depth) AS (SELECT id, 0 FROM people WHERE boss IS NULL UNION ALL SELECT p.id, depth + 1 FROM people p JOIN r ON p.boss = r.id) SELECT * FROM r;
CREATE TRIGGER names_insert INSTEAD OF INSERT ON names BEGIN
  INSERT INTO people (id, first, last) VALUES (
    new.id,
    CASE WHEN instr(new.name, ' ') > 0 THEN substr(new.name, 1, instr(new.name, ' ') - 1) ELSE new.name END,
    CASE instr(new.name, ' ') WHEN 0 THEN '' ELSE substr(new.name, instr(new.name, ' ') + 1) END
  );
  INSERT INTO changes (what) VALUES ('insert;');
END;
CREATE TRIGGER names_update INSTEAD OF UPDATE OF name ON names FOR EACH ROW WHEN new.name <> old.name BEGIN
  UPDATE people SET (first, last) = (SELECT substr(new.name, 1, instr(new.name, ' ') - 1), substr(new.name, instr(new.name, ' ') + 1)) WHERE id = old.id;
  INSERT INTO changes (what) SELECT 'update;' WHERE EXISTS (SELECT 1 FROM people WHERE id = old.id);
END;
CREATE TRIGGER names_delete INSTEAD OF DELETE ON names BEGIN DELETE FROM people WHERE id = old.id; INSERT INTO changes (what) VALUES ('delete;'); END;
INSERT INTO names VALUES (1, 'Grace Hopper;'), (2, 'Plato'), (3, 'Alan  Turing');
UPDATE names SET name = 'Grace; Murray' WHERE id = 1;
UPDATE people SET boss = 1, born = 1912 WHERE id > 1;
DELETE FROM names WHERE id = 2;
SELECT * FROM "ranks;" ORDER BY depth;
SELECT count(*) FROM old_people;
DROP VIEW IF EXISTS "ranks;";
CREATE TRIGGER people_born AFTER UPDATE OF born ON people WHEN new.born > 2000 BEGIN
  UPDATE people SET born = CASE WHEN new.born BETWEEN 2001 AND 2100 THEN new.born - 100 ELSE NULL END WHERE id = new.id;
  INSERT INTO changes (what) VALUES ('born; ' || new.born), ('END;');
  DELETE FROM changes WHERE what = 'END;';
  SELECT 'begin', CASE 1 WHEN 1 THEN 'end' END;
END;
UPDATE people SET born = 2012 WHERE id = 3;
UPDATE sqlite_sequence SET seq = 100 WHERE name = 'changes';
INSERT INTO changes (what) VALUES ('last;');
