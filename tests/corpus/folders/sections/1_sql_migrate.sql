-- +migrate Up
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);

-- +migrate Down
DROP TABLE people;
