CREATE VIRTUAL TABLE places USING rtree(id, min_lat, max_lat, min_lon, max_lon, +label TEXT);
INSERT INTO places VALUES (1, 47.25, 47.5, 8.5, 8.75, 'Zürich'), (2, 38.5, 38.75, -9.25, -9, 'Lisboa');
