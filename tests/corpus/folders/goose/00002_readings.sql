-- +goose Up
-- +goose StatementBegin
CREATE TABLE readings (
    device_id INTEGER NOT NULL REFERENCES devices(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (device_id, at)
) WITHOUT ROWID;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
DROP TABLE readings;
-- +goose StatementEnd
