-- +goose Up
-- SQL in this section is executed when the migration is applied.
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    serial TEXT NOT NULL UNIQUE,
    owner TEXT
);

-- +goose Down
-- SQL in this section is executed when the migration is rolled back.
DROP TABLE devices;
