CREATE TABLE links (
  source INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (source, target),
  FOREIGN KEY (source) REFERENCES pages (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- [[One]] and [[Two]] of each page, by a recursive walk
WITH RECURSIVE found(id, rest, target) AS (
  SELECT id, substr(body, instr(body, '[[') + 2), NULL FROM pages WHERE instr(body, '[[') > 0
  UNION ALL
  SELECT id, CASE WHEN instr(rest, '[[') > 0 THEN substr(rest, instr(rest, '[[') + 2) END, substr(rest, 1, instr(rest, ']]') - 1)
  FROM found WHERE rest IS NOT NULL
)
INSERT INTO links (source, target) SELECT id, target FROM found WHERE target IS NOT NULL;
