// Runs contenders in turns, each as a whole process from its start to its exit.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './project.mjs';
import { seedLedger } from './seeded-ledger.mjs';

const preload = join(import.meta.dirname, 'peak-memory.mjs');
/** Nobody begins another round behind as many milliseconds of his own. */
const patience = 30_000;

/** One result for each contender: the median in the scenario's unit, of how many rounds and of how many migrations. */
export function measured(scenario) {
  const runners = scenario.contenders.map((contender) => prepared(scenario, contender));
  try {
    // The first round warms the disk's cache and that of compiled modules.
    for (let round = 0; round <= scenario.rounds; round += 1) {
      for (const runner of runners) if (!isTired(runner)) takeTurn(scenario, runner);
    }
    return runners.map(resultOf);
  } finally {
    for (const { project } of runners) project.remove();
  }
}

/** The project in the state that each round begins with, for those who look at one. */
export function prepared({ applied, pending, seeded, task }, contender) {
  const project = new Project();
  const most = contender.most ?? Number.POSITIVE_INFINITY;
  const [before, toDo] = [applied.slice(0, most), pending.slice(0, most)];
  contender.lay(project, before);
  if (before.length > 0 && needsDatabase(task)) run(project, contender, 'migrate');
  if (seeded !== undefined) {
    contender.lay(project, [...before, ...seeded]);
    seedLedger(project.path(contender.database), seeded);
  }
  if (toDo.length > 0) contender.lay(project, [...before, ...toDo]);
  project.keep(contender.database);
  return { project, contender, count: before.length + toDo.length, values: [], spent: 0 };
}

function needsDatabase(task) {
  return task !== 'lint' && task !== 'verify';
}

function isTired({ spent }) {
  return spent > patience;
}

function takeTurn({ task, unit }, runner) {
  const { project, contender } = runner;
  project.restore(contender.database);
  if (contender.cold) project.move();
  const start = performance.now();
  const value = unit === 'mib' ? peakOf(project, contender, task) : run(project, contender, task);
  runner.values.push(value);
  runner.spent += performance.now() - start;
}

/** The most memory that the process has had, in MiB. */
function peakOf(project, contender, task) {
  const file = join(project.root, 'peak');
  run(project, contender, task, { NODE_OPTIONS: `--import=${preload}`, PEAK_MEMORY: file });
  return Number(readFileSync(file, 'utf8')) / 1024;
}

/** How many milliseconds it has taken. */
function run(project, contender, task, environment) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, contender.command(project, task), {
    cwd: project.folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', ...environment },
  });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${contender.name} failed at ${task}: ${stdout}${stderr}`);
  return time;
}

// The first round counts where it is the only one.
function resultOf({ contender, count, values }) {
  const counted = values.length > 1 ? values.slice(1) : values;
  return { name: contender.name, count, rounds: counted.length, median: median(counted) };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
