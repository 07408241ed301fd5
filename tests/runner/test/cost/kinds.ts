// The migrations whose cost is counted, by kind, and which of a run are compared.
export const count = 400;
export const early = 10;
export const late = 390;

/** The statements of one, given its number and that of the one before. */
export const kinds = {
  'creates a table and an index': (n: string): readonly string[] => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)`,
    `CREATE INDEX i${n} ON t${n} (name)`,
  ],
  'creates a table that refers to the one before, with a trigger': (
    n: string,
    before: string,
  ): readonly string[] => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, before_id INTEGER REFERENCES t${before} (id))`,
    `CREATE TRIGGER g${n} AFTER INSERT ON t${n} BEGIN SELECT 1; END`,
  ],
  'creates a table and adds a column to it': (n: string): readonly string[] => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY)`,
    `ALTER TABLE t${n} ADD COLUMN name TEXT`,
  ],
  'creates a table and fills it': (n: string): readonly string[] => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, name TEXT)`,
    `INSERT INTO t${n} (name) VALUES ('a'), ('b')`,
  ],
} as const;

export type Kind = keyof typeof kinds;
