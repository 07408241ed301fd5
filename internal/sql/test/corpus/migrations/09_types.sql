CREATE TABLE types (
  i INT, r REAL, t TEXT, b BLOB, n NUMERIC, d DECIMAL(10, 2), v VARCHAR(255), dt DATETIME, bool BOOLEAN,
  "double precision" DOUBLE PRECISION, c CHARACTER(20) COLLATE RTRIM, CONSTRAINT positive CHECK (i IS NULL OR i >= 0)
);
CREATE TABLE strict_types (i INTEGER PRIMARY KEY, r REAL, t TEXT NOT NULL, b BLOB, a ANY, n INT) STRICT;
CREATE TABLE products (
  price REAL NOT NULL, amount INTEGER NOT NULL DEFAULT (1 + 1),
  total REAL GENERATED ALWAYS AS (price * amount) STORED,
  label TEXT AS ('total; ' || total) VIRTUAL,
  key TEXT GENERATED ALWAYS AS (CASE WHEN amount > 10 THEN 'many;' WHEN amount > 1 THEN CASE price WHEN 0 THEN 'free' ELSE 'some' END ELSE 'one' END)
);
CREATE INDEX products_by_label ON products (label, round(total, 1) DESC);
INSERT INTO types (i, r, n) VALUES (1, 1e5, 1E5), (0x1F, .5, 5.), (0XfF, 1e-3, 1.5E+3), (1_000_000, 1_0.0_1, 0x7fff_ffff), (9223372036854775807, 9e999, -9e999);
INSERT INTO types (i) VALUES (0), (+1), (~-2), (- -3);
INSERT INTO types (t, v) VALUES ('1e5', 1e5), ('0x10', 0x10), ('', 'x;'), (NULL, null);
INSERT INTO types (b) VALUES (x''), (X'3B'), (x'0d0A'), (X'00ff'), (zeroblob(3)), (CAST('a;b' AS BLOB));
INSERT INTO types (d, dt, bool) VALUES ('12.50', '2026-11-24 10:00:00', TRUE), (12.5, '2026-11-24T10:00:00Z;', false), ('n/a;', 0, NOT 1);
INSERT INTO strict_types VALUES (1, 1, 'a;', x'3b', ';', 1), (2, 2.5, '', NULL, 1e3, 0x3b);
INSERT INTO strict_types (t, a) VALUES ('b', x''), ('c', 1.0), ('d', '1');
INSERT INTO products (price) VALUES (0), (9.99);
INSERT INTO products (price, amount) VALUES (1e0, 0xB), (2.5, 1);
UPDATE products SET amount = amount << 1 WHERE price >= 1 AND price <> 2.5 OR price != 2.5 AND amount == 1;
SELECT typeof(i), typeof(r), typeof(n), typeof(d), typeof(bool) FROM types;
SELECT 1 << 2 >> 1 & 3 | 4, 5 % 3, -7 / 2, 7. / 2, ~0, 1 <> 2, 1 != 2, 1 == 1, 'a' || 'b' || ';';
SELECT 1.e3, 1e+3, .1e1, 0xABCDEF, 1 IS NOT NULL, NULL IS NULL, 1 ISNULL, 1 NOTNULL, 1 NOT NULL, 2 BETWEEN 1 AND 3;
CREATE TABLE copied AS SELECT i, r AS "r;", typeof(n) 'n;' FROM types WHERE b IS NULL;
