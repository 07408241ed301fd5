// Runs a command under Node's CPU profiler and prints the self time by place.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function showProfile(folder, args) {
  const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200'];
  spawnSync(process.execPath, [...flags, ...args], { stdio: 'ignore' });
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error('The profiler wrote nothing.');
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const places = new Map(nodes.map((node) => [node.id, placeOf(node.callFrame)]));
  const times = new Map();
  samples.forEach((id, index) => {
    const place = places.get(id);
    times.set(place, (times.get(place) ?? 0) + timeDeltas[index] / 1000);
  });
  const rows = [...times].sort(([, a], [, b]) => b - a).slice(0, 15);
  console.log('\nself time of `roost migrate` with 1,000 fresh migrations, by place:');
  for (const [place, time] of rows) console.log(`${time.toFixed(0).padStart(6)} ms  ${place}`);
}

function placeOf({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/packages\//, 'packages/');
  return file === '' ? functionName : `${functionName || '(top)'} ${file}:${lineNumber + 1}`;
}
