// Counts the requests of a Worker that fail while its database is migrated: by nobody, by the floor, by roost. The Worker
// writes and reads without pause, three requests at a time, so that nearly every commit meets one.
import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { floor } from './contenders/floor.mjs';
import { roostTs } from './contenders/roost.mjs';
import { migrations } from './migrations.mjs';
import { Project } from './project.mjs';
import { startWorker } from './worker.mjs';

const rounds = 5;
const commits = 50;

const script = `export default {
  async fetch(request, { DB }) {
    try {
      await DB.prepare('INSERT INTO visits (note) VALUES (?)').bind('a visit').run();
      return Response.json(await DB.prepare('SELECT count(*) AS n FROM visits').first());
    } catch (error) {
      return Response.json({ error: error.message });
    }
  },
};`;

const who = {
  nobody: () => wait(500),
  floor: (file) => migrateWith(floor, file),
  roost: (file) => migrateWith(roostTs, file),
};

console.log(`${commits} migrations while a Worker serves, ${rounds} rounds`);
console.log('who        requests    failed   failed for 100 commits');
for (const [name, migrate] of Object.entries(who)) {
  let [requests, failed] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const answers = await answersWhile(migrate);
    requests += answers.length;
    failed += answers.filter(({ error }) => error !== undefined).length;
  }
  const share = (100 * failed) / (rounds * commits);
  console.log(
    `${name.padEnd(8)} ${String(requests).padStart(10)} ${String(failed).padStart(9)} ${share.toFixed(0).padStart(24)}`,
  );
}

async function answersWhile(migrate) {
  const folder = mkdtempSync(join(tmpdir(), 'roost-bench-serving-'));
  const miniflare = startWorker(script, folder);
  try {
    const d1 = await miniflare.getD1Database('DB');
    await d1.prepare('CREATE TABLE visits (id INTEGER PRIMARY KEY, note TEXT)').run();
    const url = await miniflare.ready;
    const answers = [];
    let isOver = false;
    const serve = async () => {
      while (!isOver) answers.push(await (await fetch(url)).json());
    };
    const serving = Promise.all([serve(), serve(), serve()]);
    const [file] = globSync(join(folder, '**/*.sqlite')).filter((path) => !path.endsWith('metadata.sqlite'));
    await migrate(file);
    isOver = true;
    await serving;
    return answers;
  } finally {
    await miniflare.dispose();
    rmSync(folder, { recursive: true });
  }
}

async function migrateWith(contender, file) {
  const project = new Project();
  try {
    contender.lay(project, migrations(commits));
    await promisify(execFile)(process.execPath, contender.command(project, 'migrate', file));
  } finally {
    project.remove();
  }
}
