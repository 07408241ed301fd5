CREATE TABLE docs (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL DEFAULT '{"a": [1, {"b": "x;y"}], "--": "/*"}' CHECK (json_valid(doc)), -- JSON; always
  kind TEXT AS (doc ->> '$."--"') STORED /* generated */
);
INSERT INTO docs (id) VALUES (1);
INSERT INTO docs (id, doc) VALUES (2, json_object('--', 'k', 'q', 'it''s')), (3, json_array(1, 2.5, null, 'x'));
