// Times `roost migrate` and the floor in turns, as whole processes, and prints medians side by side.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { showProfile } from './profile.mjs';
import { makeProject } from './project.mjs';

const require = createRequire(import.meta.url);
const roost = join(dirname(require.resolve('@roostjs/cli/package.json')), 'bin/roost.js');
const floor = join(import.meta.dirname, 'floor.mjs');

const scenarios = [
  { title: 'nothing to do, 100 applied', count: 100, fresh: false, rounds: 21 },
  { title: '1,000 fresh', count: 1000, fresh: true, rounds: 3 },
];

console.log(
  `Node.js ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model}`,
);
console.log('scenario                     rounds     floor     roost   ratio');
for (const scenario of scenarios) measure(scenario);
if (process.argv.includes('--profile')) for (const scenario of scenarios) profile(scenario);

function measure({ title, count, fresh, rounds }) {
  const project = makeProject(count);
  const times = { floor: [], roost: [] };
  for (let round = -1; round < rounds; round += 1) {
    for (const who of ['floor', 'roost']) {
      if (fresh) project.removeDatabase(who);
      const time = run(project, who);
      // The first round warms the disk cache and, where nothing is to be done, applies everything.
      if (round >= 0) times[who].push(time);
    }
  }
  project.remove();
  const [low, own] = [median(times.floor), median(times.roost)];
  const cells = [
    title.padEnd(27),
    String(rounds).padStart(7),
    ms(low),
    ms(own),
    (own / low).toFixed(2).padStart(7),
  ];
  console.log(cells.join(' '));
}

function run(project, who) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, commandOf(project, who), { encoding: 'utf8' });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${who} failed: ${stderr}`);
  return time;
}

function commandOf(project, who) {
  const database = project.database(who);
  if (who === 'floor') return [floor, database, project.statements];
  return [roost, 'migrate', '--file', database, '--path', project.migrations];
}

function profile({ title, count, fresh }) {
  const project = makeProject(count);
  const names = ['floor', 'roost'];
  if (!fresh) for (const name of names) run(project, name);
  const commands = names.map((name) => ({ name, args: commandOf(project, name) }));
  showProfile(title, project.folder, commands);
  project.remove();
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function ms(number) {
  return `${number.toFixed(0).padStart(6)} ms`;
}
