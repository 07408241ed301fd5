// The migrations that everybody runs, as data: statements up and down.

/** A table and an index each, the first of them number `from`. */
export function migrations(count, from = 0) {
  return Array.from({ length: count }, (_, index) => migration(from + index, [`t${from + index}`]));
}

/** As few migrations of as many tables with an index each. */
export function wideMigrations(count, tablesEach) {
  return Array.from({ length: count }, (_, index) =>
    migration(
      index,
      Array.from({ length: tablesEach }, (_, table) => `w${index}_${table}`),
    ),
  );
}

/** So many that are alike, so that one text stands for all their files. */
export function alikeMigrations(count) {
  const { up, down } = migration(0, ['t']);
  return Array.from({ length: count }, (_, index) => ({ name: nameOf(index), up, down }));
}

function migration(index, tables) {
  return {
    name: nameOf(index),
    up: tables.flatMap((table) => [
      `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, name TEXT NOT NULL)`,
      `CREATE INDEX idx_${table}_name ON ${table} (name)`,
    ]),
    down: tables.toReversed().map((table) => `DROP TABLE ${table}`),
  };
}

function nameOf(index) {
  return `${20260101000000 + index}_migration_${index}`;
}
