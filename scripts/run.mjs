// The root's commands: `node scripts/run.mjs test|test:long|demo|bench|check`. Says in one sentence what is missing before it
// starts anything; plain JavaScript that any Node since 14 can parse.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name, path) => join(root, 'node_modules', name, path);
const turbo = ['turbo', bin('turbo', 'bin/turbo')];
// On every core: Vitest alone would leave one of them idle.
const vitest = ['vitest', bin('vitest', 'vitest.mjs'), 'run', '--maxWorkers=100%'];
const tool = (name, path, ...args) => [name, bin(name, path), ...args];
const script = (path, ...args) => [path, join(root, path), ...args];

const build = [...turbo, 'run', 'build', '--output-logs=errors-only', '--log-prefix=none', '--no-color'];

/** By name, what is done one after the other: lists of tools that run side by side. */
const commands = {
  demo: (args) => [[build], [script('apps/example/demo.mjs', ...args)]],
  test: (args) => [[build], [[...vitest, ...args]]],
  'test:long': (args) => {
    process.env.LONG_SEARCHES = '1';
    return commands.test(args);
  },
  bench: ([what, ...args]) =>
    ['driver', 'objects', 'serving'].includes(what)
      ? [[build], [script(`benchmarks/${what}.mjs`, ...args)]]
      : [[build], [script('benchmarks/run.mjs', ...(what === undefined ? [] : [what]), ...args)]],
  check: () => [
    [build],
    [
      [...turbo, 'run', 'typecheck', '--concurrency=100%', '--output-logs=errors-only', '--log-prefix=none'],
      tool('@biomejs/biome', 'bin/biome', 'check', '.'),
      tool('knip', 'bin/knip.js'),
      tool('sherif', 'index.js'),
      script('scripts/check-packages.mjs'),
      script('scripts/generate-docs.mjs', '--check'),
    ],
  ],
};

const withoutTelemetry = {
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

// Where Node keeps what it has compiled for the processes that the tests start: wrangler alone has 15 MB of code.
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') };

const [name, ...args] = process.argv.slice(2);
main(name, args).then((status) => {
  process.exitCode = status;
});

async function main(name, args) {
  const steps = commands[name];
  if (steps === undefined) return refuse(`Usage: node scripts/run.mjs ${Object.keys(commands).join('|')}`);
  if (!existsSync(turbo[1])) {
    return refuse(
      'The tools are not installed, and installing them needs the npm registry: connect, then run the command again.',
    );
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    return refuse(
      `This needs Node.js 22.18 or newer and runs on ${process.version}: use npx -y pnpm@12 ${name}, which brings one.`,
    );
  }
  if (!process.env.npm_config_user_agent?.startsWith('pnpm')) {
    return refuse(`This is run by pnpm: npx -y pnpm@12 ${name}.`);
  }
  for (const tools of steps(args)) {
    const statuses = await Promise.all(tools.map((tool) => run(tool, tools.length > 1)));
    const failed = statuses.find((status) => status !== 0);
    if (failed !== undefined) return failed;
  }
  return 0;
}

// What runs beside others prints all at once at its end, so that no two stand in one another's lines.
async function run([title, path, ...args], isBesideOthers) {
  const isQuiet = title === 'turbo';
  const child = spawn(process.execPath, [path, ...args], {
    cwd: root,
    env: { ...(title === 'vitest' ? compiled : {}), ...process.env, ...withoutTelemetry },
    stdio: isQuiet || isBesideOthers ? ['inherit', 'pipe', 'pipe'] : 'inherit',
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));
  try {
    const [status] = await once(child, 'close');
    if (!isQuiet || status !== 0) process.stderr.write(Buffer.concat(printed));
    return status ?? 1;
  } catch (error) {
    return refuse(`${title} could not be started: ${error.message}`);
  }
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
