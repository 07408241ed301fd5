// Runs a scenario once more under Node's CPU profiler and prints, side by side, which layer the floor and roost spent their
// time in. Profiled code runs slower than timed code: it is the proportions that tell.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { originOf } from './bundled.mjs';
import { prepared } from './measure.mjs';

// A sample belongs to the first layer that a frame of its stack names, looked at from the innermost frame out.
// better-sqlite3 is native code without frames of its own: its time is that of the function which calls it.
const layers = [
  { name: 'SQLite', frame: /better-sqlite3|^execute packages\/d1-adapter|benchmarks\/floor/ },
  { name: 'driver (d1-adapter)', frame: /packages\/d1-adapter/ },
  { name: 'runner (migrations-core)', frame: /packages\/migrations-core/ },
  { name: 'up() of the migrations', frame: /\/migrations\/\d+_/ },
  { name: 'command (cli)', frame: /packages\/cli/ },
  { name: 'garbage collection', frame: /^\(garbage collector\)/ },
  { name: 'modules', frame: /node:internal\/modules|node:amaro|wasm/ },
];
const starting = 'Node.js loading the program';
const loading = 'Node.js loading TypeScript';
const other = 'other (Node.js, idle)';

/** One column for the floor and one for whoever is next in the scenario. */
export function showProfile(scenario) {
  const columns = scenario.contenders.slice(0, 2).map((contender) => ({
    name: contender.name,
    times: timesOf(scenario, contender),
  }));
  const slowest = columns.at(-1).times;
  console.log(`\n${scenario.title}, by layer, profiled:`);
  console.log(`${''.padEnd(28)}${columns.map(({ name }) => name.padStart(12)).join('')}`);
  for (const layer of [...slowest.keys()].sort((a, b) => slowest.get(b) - slowest.get(a)))
    row(columns, layer);
}

function row(columns, layer) {
  const cells = columns.map(({ times }) => `${(times.get(layer) ?? 0).toFixed(0).padStart(9)} ms`);
  console.log(`${layer.padEnd(28)}${cells.join('')}`);
}

function timesOf(scenario, contender) {
  const { nodes, samples, timeDeltas } = profileOf(scenario, contender);
  const stacks = stacksOf(nodes);
  const times = new Map();
  let migrating = false;
  samples.forEach((id, index) => {
    const stack = stacks.get(id);
    // What takes types away is needed for migrations only, the first of which marks the end of the start.
    migrating ||= stack.some((frame) => frame.includes('node:internal/modules/typescript'));
    const layer = layerOf(stack, migrating);
    times.set(layer, (times.get(layer) ?? 0) + timeDeltas[index] / 1000);
  });
  return times;
}

function profileOf(scenario, contender) {
  const { project } = prepared(scenario, contender);
  try {
    const folder = join(project.root, 'profile');
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200'];
    const args = [...flags, ...contender.command(project, scenario.task)];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`The profiled command failed: ${stderr}`);
    const [file] = readdirSync(folder);
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } finally {
    project.remove();
  }
}

/** The frames of each node of the profile, the innermost first. */
function stacksOf(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stacks = new Map();
  const visit = (node, outer) => {
    const stack = [frameOf(node.callFrame), ...outer];
    stacks.set(node.id, stack);
    for (const id of node.children ?? []) visit(byId.get(id), stack);
  };
  visit(nodes[0], []);
  return stacks;
}

function frameOf({ functionName, url, lineNumber }) {
  const origin = originOf(url, lineNumber);
  return `${functionName} ${origin.replace(/^.*\/(?=(?:node_modules|packages|benchmarks|migrations)\/)/, '')}`;
}

function layerOf(stack, migrating) {
  for (const frame of stack) {
    const layer = layers.find((candidate) => candidate.frame.test(frame));
    if (layer?.name === 'modules') return migrating ? loading : starting;
    if (layer !== undefined) return layer.name;
  }
  return other;
}
