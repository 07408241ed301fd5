// What is timed of the driver: the same work through D1's methods and on better-sqlite3 as it is.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import SqliteDatabase from 'better-sqlite3';
import { commitsOn, commitsOnFloor } from './commits.mjs';

export const schema = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT)';
const insert = 'INSERT INTO posts (title, body) VALUES (?, ?)';
const select = 'SELECT * FROM posts LIMIT 10000';
const values = ['A title', 'Some words that a post could have. '.repeat(3)];

/** `onD1` and `onFloor` are given a database with the schema and 10,000 rows; `alone` makes one of its own. */
export const scenarios = [
  { title: '100 × prepare, bind, run', onFloor: runOnFloor, onD1: runOnD1 },
  { title: 'batch of 1,000 inserts', onFloor: batchOnFloor, onD1: batchOnD1 },
  { title: 'all of 10,000 rows', onFloor: (sqlite) => sqlite.prepare(select).all(), onD1: allOnD1 },
  { title: '200 migrations of two statements', onFloor: migrateOnFloor, onD1: migrateOnD1, alone: true },
  { title: '100 × open in memory, one query', onFloor: openOnFloor, onD1: openOnD1, alone: true },
];

export function batchOnD1(db) {
  return db.batch(Array.from({ length: 1000 }, () => db.prepare(insert).bind(...values)));
}

// What a program would write that knows nothing of D1: one transaction for a batch, one for each call.
export function batchOnFloor(sqlite) {
  sqlite.transaction(() => {
    const statement = sqlite.prepare(insert);
    for (let row = 0; row < 1000; row += 1) statement.run(...values);
  })();
}

async function runOnD1(db) {
  for (let call = 0; call < 100; call += 1)
    await db
      .prepare(insert)
      .bind(...values)
      .run();
}

function runOnFloor(sqlite) {
  for (let call = 0; call < 100; call += 1) sqlite.prepare(insert).run(...values);
}

function allOnD1(db) {
  return db.prepare(select).all();
}

async function migrateOnD1() {
  const db = openMemoryD1();
  await commitsOn(db, 200);
  db.close();
}

function migrateOnFloor() {
  const sqlite = new SqliteDatabase(':memory:');
  sqlite.pragma('foreign_keys = ON');
  commitsOnFloor(sqlite, 200);
  sqlite.close();
}

async function openOnD1() {
  for (let call = 0; call < 100; call += 1) {
    const db = openMemoryD1();
    await db.prepare(schema).run();
    db.close();
  }
}

function openOnFloor() {
  for (let call = 0; call < 100; call += 1) {
    const sqlite = new SqliteDatabase(':memory:');
    sqlite.pragma('foreign_keys = ON');
    sqlite.prepare(schema).run();
    sqlite.close();
  }
}
