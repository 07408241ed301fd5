// Tables `p` of every shape, the tables that refer to them, and rows. Each has a column n, which may be NULL.

/** What a foreign key does ON DELETE, and whether it waits for the commit. */
export type Action = { readonly onDelete: string; readonly deferred: boolean };

export type Shape = {
  readonly name: string;
  readonly table: string;
  readonly sql: (clause: string) => readonly string[];
};

const rows = "(1, 'a'), (2, NULL), (3, 'c'), (7, NULL)";

export const shapes: readonly Shape[] = [
  {
    name: 'plain',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT)',
      `CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER DEFAULT 1 REFERENCES p ${clause})`,
      `CREATE TABLE d (p INTEGER DEFAULT 1 REFERENCES P (ID) ${clause})`,
      `INSERT INTO p VALUES ${rows}`,
      'INSERT INTO c VALUES (1, 2), (2, 3), (3, NULL), (4, 1), (5, 2)',
      'INSERT INTO d VALUES (7), (1), (NULL)',
    ],
  },
  {
    name: 'with many children',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT)',
      ...Array.from(
        { length: 12 },
        (_, index) => `CREATE TABLE c${index} (p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      ),
      `INSERT INTO p VALUES ${rows}`,
      ...Array.from({ length: 12 }, (_, index) => `INSERT INTO c${index} VALUES (1), (7)`),
    ],
  },
  {
    name: 'referring to itself, deeper than triggers may go',
    table: 'p',
    sql: (clause) => [
      `CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, up INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      `CREATE TABLE c (p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      `INSERT INTO p WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 30)
       SELECT i, iif(i % 3, 'n' || i, NULL), nullif(i - 1, 0) FROM r`,
      'UPDATE p SET up = 4 WHERE id = 2',
      'INSERT INTO c VALUES (1), (30), (15), (NULL)',
    ],
  },
  {
    name: 'at the start of a chain',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT)',
      `CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      `CREATE TABLE g (id INTEGER PRIMARY KEY, c INTEGER DEFAULT 1 REFERENCES c (id) ${clause})`,
      `CREATE TABLE h (g INTEGER DEFAULT 1 REFERENCES g (id) ${clause})`,
      `INSERT INTO p VALUES ${rows}`,
      'INSERT INTO c VALUES (1, 1), (2, 2), (3, 7)',
      'INSERT INTO g VALUES (1, 1), (2, 2), (3, 2), (4, 3)',
      'INSERT INTO h VALUES (2), (4), (NULL)',
    ],
  },
  {
    name: 'in the middle of a chain',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE q (id INTEGER PRIMARY KEY)',
      `CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, q INTEGER DEFAULT 1 REFERENCES q (id) ${clause})`,
      `CREATE TABLE c (p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      'INSERT INTO q VALUES (1), (2)',
      "INSERT INTO p VALUES (1, 'a', 2), (2, NULL, 1), (3, NULL, NULL)",
      'INSERT INTO c VALUES (1), (2), (3)',
    ],
  },
  {
    name: 'in a cycle',
    table: 'p',
    sql: (clause) => [
      `CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, c INTEGER DEFAULT 1 REFERENCES c (id) ${clause})`,
      `CREATE TABLE c (id INTEGER PRIMARY KEY, g INTEGER DEFAULT 1 REFERENCES g (id) ${clause})`,
      `CREATE TABLE g (id INTEGER PRIMARY KEY, p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      'PRAGMA defer_foreign_keys = ON',
      "INSERT INTO p VALUES (1, 'a', 1), (2, NULL, 2), (3, 'c', 1)",
      'INSERT INTO c VALUES (1, 1), (2, 2)',
      'INSERT INTO g VALUES (1, 2), (2, 3), (3, 1)',
    ],
  },
  {
    name: 'with a key of two columns',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (a INTEGER, b TEXT, n TEXT, PRIMARY KEY (a, b))',
      `CREATE TABLE c (id INTEGER PRIMARY KEY, b TEXT DEFAULT 'x', a INTEGER DEFAULT 1, FOREIGN KEY (a, b) REFERENCES p (a, b) ${clause})`,
      `CREATE TABLE d (b TEXT DEFAULT 'x', a INTEGER DEFAULT 1, FOREIGN KEY (a, b) REFERENCES p ${clause})`,
      "INSERT INTO p VALUES (1, 'x', 'a'), (1, 'y', NULL), (2, 'x', NULL)",
      "INSERT INTO c VALUES (1, 'x', 1), (2, 'y', 1), (3, NULL, 2), (4, 'x', NULL), (5, 'x', 2)",
      "INSERT INTO d VALUES ('y', 1), ('x', 2)",
    ],
  },
  {
    name: 'with names that have to be quoted',
    table: 'the "old" p',
    sql: (clause) => [
      'CREATE TABLE "the ""old"" p" ("a key" INTEGER PRIMARY KEY, n TEXT, [or,der] TEXT, `it\'s` TEXT)',
      `CREATE TABLE [c; --] ("group" INTEGER DEFAULT 1 REFERENCES 'the "old" p' ("a key") ${clause})`,
      'CREATE INDEX "an ""index""" ON "the ""old"" p" ("or,der")',
      'CREATE TRIGGER [a trigger] AFTER DELETE ON [c; --] BEGIN UPDATE "the ""old"" p" SET "or,der" = \'gone\'; END',
      'INSERT INTO "the ""old"" p" VALUES (1, NULL, \'x\', \'y\'), (2, \'b\', NULL, NULL)',
      'INSERT INTO "c; --" VALUES (1), (2), (NULL)',
    ],
  },
  {
    name: 'WITHOUT ROWID',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id TEXT PRIMARY KEY, n TEXT) WITHOUT ROWID',
      `CREATE TABLE c (id TEXT PRIMARY KEY, p TEXT DEFAULT 'x' REFERENCES p (id) ${clause}) WITHOUT ROWID`,
      "INSERT INTO p VALUES ('z', NULL), ('x', 'a'), ('y', 'b')",
      "INSERT INTO c VALUES ('1', 'y'), ('2', 'z'), ('3', NULL)",
    ],
  },
  {
    name: 'STRICT',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, i INT, r REAL, b BLOB, a ANY) STRICT',
      `CREATE TABLE c (p INTEGER DEFAULT 1 REFERENCES p (id) ${clause}) STRICT`,
      "INSERT INTO p VALUES (1, NULL, 5, 5, x'00ff', '007'), (2, 'b', NULL, 1.5, NULL, 7), (3, NULL, -1, -0.0, x'', 7.0)",
      'INSERT INTO c VALUES (1), (2), (NULL)',
    ],
  },
  {
    name: 'with generated columns',
    table: 'p',
    sql: (clause) => [
      `CREATE TABLE p (id INTEGER PRIMARY KEY, twice INTEGER GENERATED ALWAYS AS (id * 2) STORED UNIQUE, n TEXT,
        said TEXT AS (coalesce(n, 'nothing')))`,
      `CREATE TABLE c (p INTEGER DEFAULT 2 REFERENCES p (twice) ${clause})`,
      `INSERT INTO p (id, n) VALUES ${rows}`,
      'INSERT INTO c VALUES (2), (14), (NULL)',
    ],
  },
  {
    name: 'with AUTOINCREMENT',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT)',
      `CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      `INSERT INTO p VALUES ${rows}, (99, 'gone')`,
      'DELETE FROM p WHERE id = 99',
      'INSERT INTO c (p) VALUES (1), (7), (NULL)',
    ],
  },
  {
    name: 'with indexes, triggers and views',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT)',
      `CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER DEFAULT 1 REFERENCES p (id) ${clause})`,
      'CREATE TABLE log (what TEXT)',
      'CREATE UNIQUE INDEX p_id_n ON p (id, n)',
      'CREATE INDEX p_some ON p (lower(n)) WHERE n IS NOT NULL',
      'CREATE INDEX c_p ON c (p)',
      'CREATE VIEW named AS SELECT p.id, p.n, count(c.id) AS children FROM p LEFT JOIN c ON c.p = p.id GROUP BY p.id',
      'CREATE VIEW "all" AS SELECT * FROM named',
      ...['p', 'c'].flatMap((table) =>
        [
          'BEFORE INSERT',
          'AFTER INSERT',
          'BEFORE UPDATE',
          'AFTER UPDATE OF id',
          'BEFORE DELETE',
          'AFTER DELETE',
        ].map(
          (event) =>
            `CREATE TRIGGER "${table} ${event}" ${event} ON ${table}
             BEGIN INSERT INTO log SELECT CASE WHEN 1 THEN '${table} ${event}; ' ELSE n END FROM p LIMIT 1; END`,
        ),
      ),
      'CREATE TRIGGER named_insert INSTEAD OF INSERT ON named BEGIN INSERT INTO p (id, n) VALUES (NEW.id, NEW.n); END',
      `INSERT INTO p VALUES ${rows}`,
      'INSERT INTO c VALUES (1, 2), (2, 3), (3, NULL)',
      "INSERT INTO named (id, n) VALUES (8, 'by a view')",
    ],
  },
  {
    name: 'with row ids that SQLite chose',
    table: 'p',
    sql: (clause) => [
      'CREATE TABLE p (code TEXT NOT NULL UNIQUE, n TEXT, rowid TEXT)',
      `CREATE TABLE c (p TEXT DEFAULT 'x' REFERENCES p (code) ${clause})`,
      "INSERT INTO p VALUES ('x', NULL, 'r'), ('y', 'b', NULL), ('z', NULL, 3)",
      "DELETE FROM p WHERE code = 'y'",
      "INSERT INTO p (code, _rowid_) VALUES ('w', 1000)",
      "INSERT INTO c VALUES ('x'), ('w'), (NULL)",
    ],
  },
];

export const actions: readonly Action[] = [
  'CASCADE',
  'SET NULL',
  'SET DEFAULT',
  'NO ACTION',
  'RESTRICT',
].flatMap((onDelete) => [false, true].map((deferred) => ({ onDelete, deferred })));

export function clauseOf({ onDelete, deferred }: Action): string {
  return `ON DELETE ${onDelete}${deferred ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`;
}

/**
 * A part of the actions: one for each shape, so that all are met among the shapes; or, for a share of a half, one for every other
 * shape. All of them where that is asked for.
 */
export function actionsFor(shape: Shape, share: 1 | 0.5): readonly Action[] {
  if (process.env['REBUILD_EVERY_ACTION'] !== undefined) return actions;
  const place = shapes.indexOf(shape) * share;
  return Number.isInteger(place) ? actions.slice(place % actions.length).slice(0, 1) : [];
}
