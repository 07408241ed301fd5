// Times calls of the local driver beside better-sqlite3 as it is, in turns, and then of D1 through Miniflare: between the two
// its seconds would leave nothing of them in the processor's caches. Usage: driver.mjs [--no-miniflare]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalD1 } from '@roostjs/d1-adapter/local';
import SqliteDatabase from 'better-sqlite3';
import { batchOnD1, batchOnFloor, scenarios, schema } from './driver/calls.mjs';
import { machine } from './table.mjs';
import { startWorker } from './worker.mjs';

const rounds = 61;
const miniflareRounds = 5;
const folder = mkdtempSync(join(tmpdir(), 'roost-bench-driver-'));

try {
  console.log(machine());
  const found = await timesBesideFloor();
  const miniflare = process.argv.includes('--no-miniflare') ? new Map() : await timesOfMiniflare();
  console.log('\n| scenario | better-sqlite3 | local driver | ratio | Miniflare |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { title, bare, ours } of found) {
    const cells = [title, ms(bare), ms(ours), (ours / bare).toFixed(2), ms(miniflare.get(title))];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function timesBesideFloor() {
  const sqlite = new SqliteDatabase(join(folder, 'floor.sqlite'));
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec(schema);
  for (let thousand = 0; thousand < 10; thousand += 1) batchOnFloor(sqlite);
  const db = openLocalD1({ path: join(folder, 'local.sqlite') });
  await fill(db);
  const found = [];
  for (const { title, onFloor, onD1 } of scenarios) {
    const [bare, ours] = await medians(rounds, [() => onFloor(sqlite), () => onD1(db)]);
    found.push({ title, bare, ours });
  }
  db.close();
  sqlite.close();
  return found;
}

async function timesOfMiniflare() {
  const miniflare = startWorker('export default {};');
  try {
    const db = await miniflare.getD1Database('DB');
    await fill(db);
    const found = new Map();
    for (const { title, onD1, alone } of scenarios) {
      if (!alone) found.set(title, (await medians(miniflareRounds, [() => onD1(db)]))[0]);
    }
    return found;
  } finally {
    await miniflare.dispose();
  }
}

async function fill(db) {
  await db.prepare(schema).run();
  for (let thousand = 0; thousand < 10; thousand += 1) await batchOnD1(db);
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
  return number === undefined ? '' : `${number.toFixed(1)} ms`;
}
