-- +goose Up
INSERT INTO devices (id, serial, owner) VALUES (1, 'A;1', 'Łukasz'), (2, 'B--2', NULL);
INSERT INTO readings VALUES (1, 100, 20.5), (1, 200, -0.0), (2, 100, 1e-7);

-- +goose Down
DELETE FROM readings WHERE device_id IN (1, 2);
DELETE FROM devices WHERE id IN (1, 2);
