CREATE VIEW v AS SELECT id -- the id
, label /* and; the label */ FROM things -- where?
WHERE id > 0 /* everywhere */
;-- done