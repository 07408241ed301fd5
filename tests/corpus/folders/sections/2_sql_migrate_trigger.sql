-- +migrate Up
CREATE TABLE greetings (text TEXT);
-- +migrate StatementBegin
CREATE TRIGGER people_greet AFTER INSERT ON people
BEGIN
  INSERT INTO greetings VALUES ('hello ' || NEW.name);
END;
-- +migrate StatementEnd

-- +migrate Down
DROP TRIGGER people_greet;
DROP TABLE greetings;
