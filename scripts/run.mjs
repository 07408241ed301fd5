// The root's commands: `node scripts/run.mjs test|demo|bench|check`. Says in one sentence what is missing before it
// starts anything; plain JavaScript that any Node since 14 can parse.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name, path) => join(root, 'node_modules', name, path);
const turbo = ['turbo', bin('turbo', 'bin/turbo')];
const vitest = ['vitest', bin('vitest', 'vitest.mjs')];
const tool = (name, path, ...args) => [name, bin(name, path), ...args];
const script = (path, ...args) => [path, join(root, path), ...args];

const build = [...turbo, 'run', 'build', '--output-logs=errors-only', '--log-prefix=none', '--no-color'];
const commands = {
  demo: (args) => [build, script('apps/example/demo.mjs', ...args)],
  test: (args) => [build, [...vitest, 'run', ...args]],
  bench: ([what, ...args]) =>
    what === 'driver' || what === 'serving'
      ? [build, script(`benchmarks/${what}.mjs`, ...args)]
      : [build, script('benchmarks/run.mjs', ...(what === undefined ? [] : [what]), ...args)],
  check: () => [
    build,
    [...turbo, 'run', 'typecheck', '--output-logs=errors-only', '--log-prefix=none'],
    tool('@biomejs/biome', 'bin/biome', 'check', '.'),
    tool('knip', 'bin/knip.js'),
    tool('sherif', 'index.js'),
    script('scripts/check-packages.mjs'),
    script('scripts/generate-docs.mjs', '--check'),
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

const [name, ...args] = process.argv.slice(2);
process.exitCode = main(name, args);

function main(name, args) {
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
  for (const step of steps(args)) {
    const status = run(step);
    if (status !== 0) return status;
  }
  return 0;
}

function run([title, path, ...args]) {
  const quiet = title === 'turbo';
  const result = spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    env: { ...process.env, ...withoutTelemetry },
    stdio: quiet ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
  });
  if (result.error !== undefined) return refuse(`${title} could not be started: ${result.error.message}`);
  if (quiet && result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}`);
  return result.status ?? 1;
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
