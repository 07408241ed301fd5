CREATE TABLE documents (id INTEGER PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc)), kind TEXT AS (doc ->> '$.kind') STORED);
CREATE INDEX documents_by_tag ON documents (doc ->> '$.tags[0]');
CREATE INDEX documents_by_path ON documents (json_extract(doc, '$."a;b"."c"'));
INSERT INTO documents (doc) VALUES ('{"kind": "page;", "tags": ["a;", "b"], "a;b": {"c": 1}}');
INSERT INTO documents (doc) VALUES ('{
  "kind": "post",
  "text": "it''s; \"quoted;\" -- and so on /* too */",
  "tags": []
}');
INSERT INTO documents (doc) SELECT json_object('kind', 'made;', 'n', value, 'when', CASE value WHEN 1 THEN 'one;' ELSE 'more' END) FROM json_each('[1, 2, 3]');
UPDATE documents SET doc = json_set(doc, '$.seen', json('true'), '$.note', ';') WHERE doc ->> 'kind' = 'post';
UPDATE documents SET doc = json_patch(doc, '{"kind": null, "x": ";"}') WHERE doc ->> '$.n' > 1;
UPDATE documents SET doc = json_remove(doc, '$.tags[#-1]') WHERE doc -> 'tags' IS NOT NULL;
SELECT doc->'$.tags'->>0, doc->>'$.a;b', doc -> '$."a;b"' ->> 'c', doc->>'kind'||';' FROM documents;
SELECT d.id, t.key, t.value, t.fullkey FROM documents AS d, json_tree(d.doc) AS t WHERE t.type <> 'object';
CREATE TABLE flat (id INTEGER, key TEXT, value ANY);
INSERT INTO flat SELECT d.id, e.key, e.value FROM documents d, json_each(d.doc) e;
CREATE VIEW kinds AS SELECT kind, json_group_array(id ORDER BY id) AS ids, count(*) FILTER (WHERE doc ->> 'n' IS NOT NULL) AS n FROM documents GROUP BY kind;
CREATE TRIGGER documents_kept BEFORE DELETE ON documents WHEN old.doc->>'$.kind'='page;' BEGIN SELECT RAISE(ABORT,'kept;'); END;
CREATE TRIGGER documents_flat AFTER UPDATE OF doc ON documents BEGIN
  DELETE FROM flat WHERE id = new.id;
  INSERT INTO flat SELECT new.id, key, CASE type WHEN 'array' THEN 'list;' WHEN 'object' THEN json(value) ELSE atom END FROM json_each(new.doc);
END;
UPDATE documents SET doc = json_insert(doc, '$.late', json_array(1, 'two;', NULL));
DELETE FROM documents WHERE kind = 'post';
SELECT * FROM kinds ORDER BY kind
