// Usage: run.mjs [scenario…] [--rounds <n>] [--no-peers] [--memory] [--profile]. Without a name all scenarios are run.
import { parseArgs } from 'node:util';
import { peers } from './contenders/peers.mjs';
import { measured } from './measure.mjs';
import { showProfile } from './profile.mjs';
import { scenarios } from './scenarios.mjs';
import { machine, table } from './table.mjs';

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    'no-peers': { type: 'boolean' },
    memory: { type: 'boolean' },
    profile: { type: 'boolean' },
  },
});
const chosen = chosenBy(names);
const others = flags['no-peers'] || !chosen.some(({ withPeers }) => withPeers) ? [] : peers();

console.log(machine());
for (const scenario of chosen.map(asWished)) {
  console.log(`\n${table(scenario, measured(scenario))}`);
  if (flags.profile) showProfile(scenario);
}

function chosenBy(names) {
  const known = new Set(scenarios.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Error(`No scenario is called ${unknown}; there are ${[...known].join(', ')}.`);
  return scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
}

function asWished(scenario) {
  const able = scenario.withPeers ? others.filter(({ tasks }) => tasks[scenario.task] !== undefined) : [];
  return {
    ...scenario,
    contenders: [...scenario.contenders, ...able],
    rounds: Number(flags.rounds ?? scenario.rounds),
    unit: flags.memory ? 'mib' : (scenario.unit ?? 'ms'),
  };
}
