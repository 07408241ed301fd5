-- +goose Up
CREATE INDEX readings_at ON readings (at);
