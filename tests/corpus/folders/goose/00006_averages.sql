-- +goose Up
CREATE VIEW averages AS SELECT device_id, avg(value) AS average FROM readings GROUP BY device_id;
-- +goose Down
DROP VIEW averages;
