-- +goose Up
ALTER TABLE devices ADD COLUMN last_seen INTEGER;
-- +goose StatementBegin
CREATE TRIGGER readings_last_seen AFTER INSERT ON readings
BEGIN
    UPDATE devices SET last_seen = NEW.at WHERE id = NEW.device_id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER readings_last_seen;
ALTER TABLE devices DROP COLUMN last_seen;
