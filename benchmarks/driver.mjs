// Times calls of the local driver beside better-sqlite3 as it is, in turns, and then of D1 through Miniflare: between the two
// its seconds would leave nothing of them in the processor's caches.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalD1 } from '@roostjs/d1-adapter/local';
import SqliteDatabase from 'better-sqlite3';
import { startWorker } from './worker.mjs';

const rounds = 61;
const miniflareRounds = 5;
const folder = mkdtempSync(join(tmpdir(), 'roost-bench-driver-'));
const schema = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT)';
const insert = 'INSERT INTO posts (title, body) VALUES (?, ?)';
const values = ['A title', 'Some words that a post could have. '.repeat(3)];

const floor = openFloor(join(folder, 'floor.sqlite'));
const local = openLocalD1({ path: join(folder, 'local.sqlite') });
const miniflare = startWorker('export default {};');
const d1 = await miniflare.getD1Database('DB');

const batchOn = (db) => () =>
  db.batch(Array.from({ length: 1000 }, () => db.prepare(insert).bind(...values)));
const runOn = (db) => async () => {
  for (let call = 0; call < 100; call += 1)
    await db
      .prepare(insert)
      .bind(...values)
      .run();
};
const allOn = (db) => () => db.prepare('SELECT * FROM posts LIMIT 10000').all();

const scenarios = [
  { title: '100 × prepare, bind, run', floor: floor.runs, work: runOn },
  { title: 'batch of 1,000 inserts', floor: floor.batch, work: batchOn },
  { title: 'all of 10,000 rows', floor: floor.all, work: allOn },
];

try {
  for (const db of [local, d1]) {
    await db.prepare(schema).run();
    for (let thousand = 0; thousand < 10; thousand += 1) await batchOn(db)();
  }
  console.log(
    `Node.js ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model}`,
  );
  console.log('scenario                      floor      local   ratio   Miniflare');
  for (const { title, floor: low, work } of scenarios) {
    const [bare, ours] = await medians(rounds, [low, work(local)]);
    const [theirs] = await medians(miniflareRounds, [work(d1)]);
    const ratio = (ours / bare).toFixed(2).padStart(7);
    console.log(`${title.padEnd(25)} ${ms(bare)} ${ms(ours)} ${ratio} ${ms(theirs)}`);
  }
} finally {
  local.close();
  floor.close();
  await miniflare.dispose();
  rmSync(folder, { recursive: true });
}

// What a program would write that knows nothing of D1: one transaction for a batch, one for each call.
function openFloor(path) {
  const sqlite = new SqliteDatabase(path);
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec(schema);
  const batch = sqlite.transaction(() => {
    const statement = sqlite.prepare(insert);
    for (let row = 0; row < 1000; row += 1) statement.run(...values);
  });
  for (let thousand = 0; thousand < 10; thousand += 1) batch();
  return {
    batch,
    runs: () => {
      for (let call = 0; call < 100; call += 1) sqlite.prepare(insert).run(...values);
    },
    all: () => sqlite.prepare('SELECT * FROM posts LIMIT 10000').all(),
    close: () => sqlite.close(),
  };
}

async function medians(rounds, works) {
  const times = works.map(() => []);
  for (let round = -2; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work();
      if (round >= 0) times[index].push(performance.now() - start);
    }
  }
  return times.map((list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]);
}

function ms(number) {
  return `${number.toFixed(1).padStart(7)} ms`;
}
