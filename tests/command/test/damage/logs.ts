// What a crash leaves beside a database, whole and damaged: SQLite's two logs
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { type Damage, left, refused, shown } from './damage.ts';
import { overwritten } from './files.ts';

const driver = createRequire(import.meta.url).resolve('better-sqlite3');

/** A process that runs the statements on the file and dies of SIGKILL. */
function crashed(file: string, journalMode: 'wal' | 'delete', statements: readonly string[]): void {
  const script = `
    const sqlite = new (require(${JSON.stringify(driver)}))(${JSON.stringify(file)});
    sqlite.pragma('journal_mode = ${journalMode}');
    sqlite.pragma('cache_size = 2');
    for (const sql of ${JSON.stringify(statements)}) sqlite.exec(sql);
    process.kill(process.pid, 'SIGKILL');
    setInterval(() => {}, 1000);`;
  const { signal, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  if (signal !== 'SIGKILL') throw new Error(`The process did not crash: ${stderr}`);
}

const tenRows = "SELECT zeroblob(3000) FROM (SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,10]'))";
const frame = 24 + 4096;

/** Two transactions have been written behind the last checkpoint. */
const walLeft = (file: string): void =>
  crashed(file, 'wal', [
    'CREATE TABLE first (x)',
    `BEGIN; CREATE TABLE second (x); INSERT INTO second ${tenRows}; COMMIT`,
  ]);

/** A transaction had written into the file itself when its process died: the journal takes it back. */
const hotJournal = (file: string): void =>
  crashed(file, 'delete', [
    `CREATE TABLE first (x); INSERT INTO first ${tenRows}`,
    'BEGIN IMMEDIATE',
    `INSERT INTO first ${tenRows}`,
    'DROP TABLE c',
    'UPDATE first SET x = randomblob(3000)',
  ]);

const after =
  (crash: (file: string) => void, ...damages: readonly ((file: string) => void)[]): Damage['damage'] =>
  (file) => {
    crash(file);
    for (const damage of damages) damage(file);
  };

const onLog =
  (damage: Damage['damage']): Damage['damage'] =>
  (file) =>
    damage(`${file}-wal`);
const withoutIndex = (file: string): void => rmSync(`${file}-shm`);
const shorter =
  (by: number): Damage['damage'] =>
  (file) =>
    truncateSync(file, statSync(file).size - by);

const intact = shown('a:applied b:applied c:applied d:pending');

/** All commands as on an unharmed database, with these tables besides. */
const recovered = (tables: string): Damage['outcomes'] => ({
  'migrate:status': intact,
  migrate: left('a1 b1 c1 d2', `a b c d${tables}`),
  'migrate:rollback': left('', tables.trim()),
  'migrate:reset': left('a1 b1 c1 d1', `a b c d${tables}`),
});
// Even a look takes back what the journal is about: SQLite gives no other.
const healed = (tables: string): Damage['outcomes'] => {
  const { 'migrate:status': _, ...outcomes } = recovered(tables);
  return outcomes;
};

export const logs: readonly Damage[] = [
  { title: 'what was not yet moved into the file', damage: walLeft, outcomes: recovered(' first second') },
  { title: 'no index', damage: after(walLeft, withoutIndex), outcomes: recovered(' first second') },
  {
    title: 'a damaged index',
    damage: after(walLeft, (file) => overwritten(0, 32_768)(`${file}-shm`)),
    outcomes: recovered(' first second'),
  },
  {
    title: 'its end cut off: what was whole stays',
    damage: after(walLeft, onLog(shorter(1000))),
    outcomes: recovered(' first'),
  },
  {
    title: 'damage in its second transaction: the first stays',
    damage: after(
      walLeft,
      onLog((log) => overwritten(statSync(log).size - frame, 100)(log)),
    ),
    outcomes: recovered(' first'),
  },
  {
    title: 'damage in its first page: nothing of it counts',
    damage: after(walLeft, onLog(overwritten(60, 100))),
    outcomes: recovered(''),
  },
  { title: 'a damaged header', damage: after(walLeft, onLog(overwritten(0, 4))), outcomes: recovered('') },
  {
    title: 'nothing but ten bytes',
    damage: after(
      walLeft,
      onLog((log) => truncateSync(log, 10)),
    ),
    outcomes: recovered(''),
  },
  {
    title: 'no sense in it',
    damage: (file) => writeFileSync(`${file}-wal`, 'no log\n'.repeat(1000)),
    outcomes: recovered(''),
  },
  {
    title: 'the one of another database',
    damage: (file) => {
      const other = `${file}.other`;
      copyFileSync(file, other);
      walLeft(other);
      // The salt that binds a log to its checkpoints (sqlite.org/fileformat2.html, 4.1).
      writeFileSync(`${file}-wal`, readFileSync(`${other}-wal`).fill(0x77, 16, 24));
    },
    outcomes: recovered(''),
  },
  {
    title: 'a folder where its index should be',
    damage: after(walLeft, withoutIndex, (file) => mkdirSync(`${file}-shm`)),
    outcomes: { 'migrate:status': intact, migrate: refused('MIGRATION.FAILED', 1, 'it is read-only') },
  },
  {
    title: 'a journal that takes back what was half written',
    damage: hotJournal,
    outcomes: healed(' first'),
  },
  {
    title: 'a journal without sense, which SQLite passes over',
    damage: after(
      (file) => crashed(file, 'delete', []),
      (file) => writeFileSync(`${file}-journal`, 'none\n'.repeat(1000)),
    ),
    outcomes: healed(''),
  },
  {
    title: 'a folder where the journal should be',
    damage: after(
      (file) => crashed(file, 'delete', []),
      (file) => mkdirSync(`${file}-journal`),
    ),
    outcomes: {
      'migrate:status': refused('DATABASE.IO', 1, 'app.sqlite'),
      migrate: refused('DATABASE.IO', 1, 'app.sqlite'),
    },
  },
];
