// Ledgers that somebody has tampered with
import { nameOf } from '../support/migrations.ts';
import { type Damage, everyCommand, left, type Outcome, refused, shown, sql } from './damage.ts';

const c = nameOf(3, 'c');

const corrupt = (title: string, text: string, message: string): Damage => ({
  title,
  damage: sql(text),
  outcomes: everyCommand(refused('LEDGER.CORRUPT', 2, message)),
});

/** Another table of the same rows, without the constraints of ours. */
const loose = (columns: string): string =>
  `ALTER TABLE migrations RENAME TO old; CREATE TABLE migrations (${columns}); INSERT INTO migrations SELECT * FROM old; DROP TABLE old;`;
const looseColumns =
  'id INTEGER PRIMARY KEY, migration, batch, checksum, run_id, applied_at, state, bookmark, down_sql, environment, fingerprint, schema, statements, formerly';

const untouched: Damage['outcomes'] = {
  'migrate:status': shown('a:applied b:applied c:applied d:pending'),
  migrate: left('a1 b1 c1 d2'),
  'migrate:rollback': left(''),
  'migrate:reset': left('a1 b1 c1 d1'),
};
const harmless = (title: string, text: string): Damage => ({ title, damage: sql(text), outcomes: untouched });

const changed: Damage['outcomes'] = {
  ...untouched,
  'migrate:status': shown('a:applied b:applied c:changed d:pending'),
  'migrate:repair': left('a1 b1 c1'),
};

const fails = (message: string): Outcome => refused('MIGRATION.FAILED', 1, message);
/** A row that names its file otherwise is that of a renamed one. */
const misnamed: Damage['outcomes'] = {
  'migrate:status': shown('a:applied b:applied c:renamed d:pending'),
  migrate: refused('MIGRATION.RENAMED', 1, `'${c}' was applied as`),
  'migrate:rollback': refused('MIGRATION.RENAMED', 1, `'${c}' was applied as`),
  'migrate:reset': refused('MIGRATION.RENAMED', 1, `'${c}' was applied as`),
  'migrate:repair': left('a1 b1 c1'),
};

const storedDown = (title: string, value: string, outcome: Outcome): Damage => ({
  title: `a stored down() that is ${title}`,
  damage: sql(`UPDATE migrations SET down_sql = ${value} WHERE id = 3`),
  gone: ['c'],
  outcomes: {
    'migrate:status': shown('a:applied b:applied c:missing d:pending'),
    'migrate:rollback': outcome,
  },
});

export const ledgers: readonly Damage[] = [
  corrupt(
    'a name twice',
    `${loose(looseColumns)} INSERT INTO migrations (migration, batch, state) SELECT migration, 2, state FROM migrations WHERE id = 3`,
    `two rows name the migration '${c}'`,
  ),
  corrupt('no name', `${loose(looseColumns)} UPDATE migrations SET migration = NULL WHERE id = 3`, 'row 3'),
  corrupt('an empty name', "UPDATE migrations SET migration = '' WHERE id = 3", 'row 3'),
  corrupt('a name of bytes', "UPDATE migrations SET migration = x'01' WHERE id = 3", 'row 3'),
  corrupt(
    'a name that is a number',
    `${loose(looseColumns)} UPDATE migrations SET migration = 7 WHERE id = 3`,
    'row 3',
  ),
  corrupt(
    'no batch',
    `${loose(looseColumns)} UPDATE migrations SET batch = NULL WHERE id = 3`,
    'unusable batch null',
  ),
  corrupt('a batch of 0', 'UPDATE migrations SET batch = 0 WHERE id = 3', 'unusable batch 0'),
  corrupt('a batch below 0', 'UPDATE migrations SET batch = -1', 'unusable batch -1'),
  corrupt('half a batch', 'UPDATE migrations SET batch = 1.5 WHERE id = 3', 'unusable batch 1.5'),
  corrupt('a batch of text', "UPDATE migrations SET batch = 'one' WHERE id = 3", '"one"'),
  corrupt('a batch of bytes', "UPDATE migrations SET batch = x'01' WHERE id = 3", 'unusable batch [1]'),
  corrupt(
    'a batch that no double holds',
    'UPDATE migrations SET batch = 9007199254740991',
    'unusable batch 9007199254740991',
  ),
  corrupt('a batch beyond all integers', 'UPDATE migrations SET batch = 1e300', 'unusable batch 1e+300'),
  ...['batch', 'id'].map((column) => ({
    title: `the last ${column} that can be read`,
    damage: sql(`UPDATE migrations SET ${column} = 9007199254740990 WHERE id = 3`),
    outcomes: {
      'migrate:status': shown('a:applied b:applied c:applied d:pending'),
      migrate: refused('LEDGER.CORRUPT', 2, 'leaves no numbers for new rows after 9007199254740990'),
      'migrate --step': refused('LEDGER.CORRUPT', 2, '9007199254740990'),
    },
  })),
  corrupt('a batch that cannot grow', 'UPDATE migrations SET batch = 9223372036854775807', 'unusable batch'),
  corrupt(
    'an id that a number cannot tell',
    'UPDATE migrations SET id = 9007199254740993 WHERE id = 3',
    'id',
  ),
  corrupt('the last id of all', 'UPDATE migrations SET id = 9223372036854775807 WHERE id = 3', 'id'),
  corrupt('a state that nobody knows', "UPDATE migrations SET state = 'done' WHERE id = 3", '"done"'),
  corrupt('a state in capitals', "UPDATE migrations SET state = 'APPLIED' WHERE id = 3", '"APPLIED"'),
  corrupt('an empty state', "UPDATE migrations SET state = '' WHERE id = 3", 'state ""'),
  corrupt('a state of bytes', "UPDATE migrations SET state = x'01' WHERE id = 3", 'state [1]'),
  corrupt(
    'a checksum of bytes',
    "UPDATE migrations SET checksum = x'00ff' WHERE id = 3",
    'the checksum of row 3',
  ),
  corrupt(
    'a checksum that is a number',
    `${loose(looseColumns)} UPDATE migrations SET checksum = 7 WHERE id = 3`,
    'the checksum of row 3',
  ),
  corrupt(
    'a run of bytes, which had no end',
    "UPDATE migrations SET run_id = x'01' WHERE id = 3",
    'the run_id of',
  ),
  corrupt(
    'a run that is a number',
    `${loose(looseColumns)} UPDATE migrations SET run_id = 7 WHERE id = 3`,
    'the run_id of row 3',
  ),
  corrupt(
    'a time of bytes',
    "UPDATE migrations SET applied_at = x'01' WHERE id = 3",
    'the applied_at of row 3',
  ),
  corrupt(
    'a bookmark of bytes',
    "UPDATE migrations SET bookmark = x'01' WHERE id = 3",
    'the bookmark of row 3',
  ),
  corrupt(
    'a stored down() of bytes',
    "UPDATE migrations SET down_sql = x'44' WHERE id = 3",
    'the down_sql of row 3',
  ),
  corrupt(
    'a stored down() that is a number',
    `${loose(looseColumns)} UPDATE migrations SET down_sql = 7 WHERE id = 3`,
    'the down_sql of row 3',
  ),
  corrupt(
    'an environment of bytes',
    "UPDATE migrations SET environment = x'01' WHERE id = 3",
    'the environment of row 3',
  ),
  corrupt(
    'a fingerprint of bytes',
    "UPDATE migrations SET fingerprint = x'01' WHERE id = 2",
    'the fingerprint of row 2',
  ),
  corrupt('a kept schema that is none', "UPDATE migrations SET schema = '[' WHERE id = 3", 'has a schema'),
  {
    title: 'a run whose bytes are no text, which had no end',
    damage: sql("UPDATE migrations SET run_id = CAST(x'ff' AS TEXT) WHERE id = 3"),
    outcomes: { migrate: refused('LEDGER.CORRUPT', 2, 'keeps changing between reads') },
  },
  {
    title: 'a trigger that leaves out each new row',
    damage: sql('CREATE TRIGGER t BEFORE INSERT ON migrations BEGIN SELECT RAISE(IGNORE); END'),
    outcomes: everyCommand(refused('LEDGER.INCOMPATIBLE', 2, "'t'")),
  },
  {
    title: 'a column more',
    damage: sql('ALTER TABLE migrations ADD COLUMN owner TEXT'),
    outcomes: everyCommand(refused('LEDGER.INCOMPATIBLE', 2, 'owner')),
  },
  {
    title: 'a column that was renamed',
    damage: sql('ALTER TABLE migrations RENAME COLUMN batch TO run'),
    outcomes: everyCommand(refused('LEDGER.INCOMPATIBLE', 2, 'run')),
  },
  {
    title: 'an id of another type',
    damage: sql(loose(looseColumns.replace('INTEGER', 'TEXT'))),
    outcomes: everyCommand(refused('LEDGER.INCOMPATIBLE', 2, 'migrations')),
  },
  {
    title: 'a view that can no longer be read',
    damage: sql(
      'DROP TABLE migrations; CREATE TABLE t (id); CREATE VIEW migrations AS SELECT * FROM t; DROP TABLE t',
    ),
    outcomes: everyCommand(refused('LEDGER.UNREADABLE', 1, 'no such table: main.t')),
  },
  {
    title: 'a row for a migration that never was',
    damage: sql("INSERT INTO migrations (migration, batch) VALUES ('20250101000000_ghost', 1)"),
    outcomes: {
      'migrate:status': shown('ghost:missing a:applied b:applied c:applied d:pending'),
      migrate: left('a1 b1 c1 ghost1 d2', 'a b c d'),
      'migrate:rollback': refused('MIGRATION.MISSING', 1, '20250101000000_ghost'),
      'migrate:reset': refused('MIGRATION.MISSING', 1, '20250101000000_ghost'),
    },
  },
  {
    title: 'a partial row',
    damage: sql("UPDATE migrations SET state = 'partial' WHERE id = 3"),
    outcomes: {
      'migrate:status': shown('a:applied b:applied c:partial d:pending'),
      migrate: refused('MIGRATION.PARTIAL', 1, c),
      'migrate:rollback': refused('MIGRATION.PARTIAL', 1, c),
      'migrate:reset': refused('MIGRATION.PARTIAL', 1, c),
    },
  },
  {
    title: 'a name with a space behind it',
    damage: sql("UPDATE migrations SET migration = migration || ' ' WHERE id = 3"),
    outcomes: misnamed,
  },
  {
    title: 'a name in capitals',
    damage: sql('UPDATE migrations SET migration = upper(migration) WHERE id = 3'),
    outcomes: misnamed,
  },
  {
    title: 'a gap between two batches',
    damage: sql('UPDATE migrations SET batch = 7 WHERE id = 2'),
    outcomes: {
      'migrate:status': shown('a:applied b:applied c:applied d:pending'),
      migrate: left('a1 b7 c1 d8'),
      'migrate:rollback': left('a1 c1'),
      'migrate:reset': left('a1 b1 c1 d1'),
    },
  },
  {
    title: 'batches in the opposite order',
    damage: sql('UPDATE migrations SET batch = 10 - id'),
    outcomes: {
      migrate: left('a9 b8 c7 d10'),
      'migrate:rollback': left('b8 c7'),
      'migrate:reset': left('a1 b1 c1 d1'),
    },
  },
  {
    title: 'ids of 0 and below',
    damage: sql('UPDATE migrations SET id = id - 3'),
    outcomes: untouched,
  },
  {
    title: 'another checksum',
    damage: sql("UPDATE migrations SET checksum = 'x' WHERE id = 3"),
    outcomes: changed,
  },
  {
    title: 'an empty checksum',
    damage: sql("UPDATE migrations SET checksum = '' WHERE id = 3"),
    outcomes: changed,
  },
  harmless(
    'no checksum, run, time, bookmark and stored down()',
    'UPDATE migrations SET checksum = NULL, run_id = NULL, applied_at = NULL, bookmark = NULL, down_sql = NULL',
  ),
  harmless('no state', `${loose(looseColumns)} UPDATE migrations SET state = NULL`),
  harmless('a run of another program', "UPDATE migrations SET run_id = 'somebody else'"),
  harmless('a time that is none', "UPDATE migrations SET applied_at = 'tomorrow'"),
  harmless('a sequence that was forgotten', 'DELETE FROM sqlite_sequence'),
  {
    title: 'a ledger that was emptied',
    damage: sql('DELETE FROM migrations'),
    outcomes: {
      'migrate:status': shown('a:pending b:pending c:pending d:pending'),
      migrate: fails('table a already exists'),
      'migrate:rollback': left('', 'a b c'),
    },
  },
  storedDown('no SQL', "'DROP TABL c'", fails('near "TABL": syntax error')),
  storedDown('an open text', "'DROP TABLE ''c'", refused('MIGRATION.REFUSED', 1, 'unrecognized token')),
  storedDown('a transaction', "'BEGIN; DROP TABLE c; COMMIT'", fails('transaction')),
  storedDown('a comment that never ends', "'/* DROP TABLE c'", refused('LEDGER.CORRUPT', 2, c)),
  storedDown('missing', 'NULL', refused('MIGRATION.MISSING', 1, c)),
];
