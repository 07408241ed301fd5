// Files that hold no database, or a damaged one
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type Damage, everyCommand, found, left, type Outcome, refused, shown } from './damage.ts';

const page = 4096;
const noDatabase = (message = 'is not a SQLite database'): Outcome =>
  refused('DATABASE.NOT_SQLITE', 2, message);
const unreadable = refused('DATABASE.UNREADABLE', 2, 'cannot be opened');
const corrupt = refused('DATABASE.CORRUPT', 1, 'is damaged');
const foundWhileWriting = refused('MIGRATION.FAILED', 1, 'is damaged');
const intact = shown('a:applied b:applied c:applied d:pending');

/** Bytes of another value from a place of the file on. */
export function overwritten(from: number, count: number, value = 0xa5): Damage['damage'] {
  return (file) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(value, from, Math.min(bytes.length, from + count)));
  };
}

const cut =
  (size: number): Damage['damage'] =>
  (file) =>
    truncateSync(file, size);

const instead =
  (make: (file: string) => void): Damage['damage'] =>
  (file) => {
    rmSync(file);
    make(file);
  };

// Places in the header: sqlite.org/fileformat2.html, 1.3.
export const files: readonly Damage[] = [
  { title: 'a damaged name of the format', damage: overwritten(0, 4), outcomes: everyCommand(noDatabase()) },
  {
    title: 'a page size that cannot be',
    damage: overwritten(16, 2, 3),
    outcomes: everyCommand(noDatabase()),
  },
  {
    title: 'a version for reading that is unknown',
    damage: overwritten(18, 2, 9),
    outcomes: everyCommand(noDatabase()),
  },
  {
    title: 'a format of the schema that is unknown',
    damage: overwritten(44, 4, 9),
    outcomes: everyCommand(noDatabase()),
  },
  {
    title: 'a version for writing that is unknown',
    damage: overwritten(18, 1, 9),
    outcomes: { 'migrate:status': intact, migrate: refused('MIGRATION.FAILED', 1, 'it is read-only') },
  },
  {
    title: 'a number of pages that cannot be',
    damage: overwritten(28, 4, 0xff),
    outcomes: everyCommand(corrupt),
  },
  { title: 'a damaged schema', damage: overwritten(100, page - 100), outcomes: everyCommand(corrupt) },
  {
    title: 'the page of the ledger damaged',
    damage: overwritten(page, page),
    outcomes: { ...everyCommand(corrupt), doctor: found('is damaged') },
  },
  {
    title: "the page of the ledger's index damaged",
    damage: overwritten(2 * page, page),
    outcomes: {
      'migrate:status': intact,
      migrate: foundWhileWriting,
      'migrate:rollback': foundWhileWriting,
      doctor: found('The file is damaged: Tree'),
    },
  },
  {
    title: 'the page of the last id damaged',
    damage: overwritten(3 * page, page),
    outcomes: { 'migrate:status': intact, migrate: foundWhileWriting, doctor: found('is damaged') },
  },
  {
    title: 'the page of a table damaged',
    damage: (file) => overwritten(statSync(file).size - page, page)(file),
    outcomes: {
      'migrate:status': intact,
      'migrate:rollback': foundWhileWriting,
      doctor: found('is damaged'),
    },
  },
  {
    title: 'nothing but zeros',
    damage: overwritten(0, Number.MAX_SAFE_INTEGER, 0),
    outcomes: everyCommand(noDatabase()),
  },
  { title: 'its end cut off', damage: cut(page), outcomes: everyCommand(corrupt) },
  { title: 'its end cut off within a page', damage: cut(3 * page + 100), outcomes: everyCommand(corrupt) },
  { title: 'nothing behind its header', damage: cut(100), outcomes: everyCommand(noDatabase()) },
  { title: 'one byte', damage: cut(1), outcomes: everyCommand(noDatabase()) },
  {
    title: 'no byte, which is an empty database to SQLite',
    damage: cut(0),
    outcomes: {
      'migrate:status': shown('a:pending b:pending c:pending d:pending'),
      migrate: left('a1 b1 c1 d1'),
    },
  },
  {
    title: 'a folder in its place',
    damage: instead((file) => mkdirSync(file)),
    outcomes: everyCommand(unreadable),
  },
  {
    title: 'a device in its place',
    damage: instead((file) => symlinkSync('/dev/null', file)),
    outcomes: everyCommand(unreadable),
  },
  {
    title: 'a link in its place that leads nowhere, where SQLite makes the database',
    damage: instead((file) => symlinkSync('nowhere.sqlite', file)),
    outcomes: {
      'migrate:status': shown('a:pending b:pending c:pending d:pending'),
      migrate: left('a1 b1 c1 d1'),
    },
  },
  {
    title: 'a link in its place that leads to it, which is the same database',
    damage: (file) => {
      linkSync(file, `${file}.there`);
      rmSync(file);
      symlinkSync(`${file}.there`, file);
    },
    outcomes: { 'migrate:status': intact, migrate: left('a1 b1 c1 d2') },
  },
  {
    // Rights mean nothing to root; nobody can make a file where a folder is.
    title: 'a folder where its log should be',
    damage: (file) => mkdirSync(`${file}-wal`),
    outcomes: everyCommand(unreadable),
  },
  {
    title: 'rights that mean nothing: it is written as root or refused as anybody else',
    damage: (file) => chmodSync(file, 0o444),
    outcomes:
      process.geteuid?.() === 0
        ? { 'migrate:status': intact, migrate: left('a1 b1 c1 d2') }
        : { 'migrate:status': intact, migrate: refused('MIGRATION.FAILED', 1, 'it is read-only') },
  },
];
