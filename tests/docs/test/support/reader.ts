// A reader who follows a page in a folder of its own, one block after another.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Server } from '../../../../apps/example/test/server.ts';
import { wranglerBin } from '../../../../apps/example/test/wrangler.ts';
import type { Block } from './markdown.ts';
import { filesLike, root } from './repository.ts';
import { ask, serve } from './served.ts';

/** How a block ended, and all that it printed, in order. */
export type Ended = { readonly exitCode: number | null; readonly output: string };

/** Fills the reader's folder and returns what the environment has besides PATH. */
export type Start = (folder: string) => NodeJS.ProcessEnv;

export type Reader = {
  run(block: Block): Promise<Ended>;
  /** Starts wrangler's server, which runs until the reader leaves. */
  serve(block: Block): Promise<Ended>;
  /** What that server answers, a line for each that says `curl http://localhost:8787/…`. */
  ask(block: Block): Promise<Ended>;
  /** Saves a block as a file of the project; a path with a `*` is that of the one file that it matches. */
  save(path: string, block: Block): void;
  leave(): Promise<void>;
};

const worker = {
  'package.json': '{ "name": "my-app", "private": true, "type": "module" }',
  'wrangler.jsonc': `{
    "name": "my-app",
    "d1_databases": [{ "binding": "DB", "database_name": "my-app-db", "database_id": "00000000-0000-0000-0000-000000000000" }]
  }`,
};

/** A Worker's project in which the packages are installed. */
export function workerProject(folder: string): NodeJS.ProcessEnv {
  for (const [path, text] of Object.entries(worker)) save(folder, path, text);
  installPackages(folder);
  return {};
}

/** A copy of an application of this repository, in which the packages are installed. */
export function copyOf(application: string): Start {
  return (folder) => {
    copyApplication(application, folder);
    installPackages(folder);
    return {};
  };
}

// The guides write migrations with them.
const queryBuilders = ['drizzle-orm', 'kysely', 'kysely-d1'];

// The guides test a Worker with them.
const testTools = ['@cloudflare/vitest-plugin', 'vitest'];

export function openReader(start: Start): Reader {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'roost-docs-')));
  const path = [join(folder, 'node_modules', '.bin'), dirname(process.execPath), process.env['PATH']];
  const environment = { PATH: path.join(delimiter), ...start(folder) };
  let server: Server | undefined;
  return {
    run: (block) => run(block, folder, environment),
    serve: async (block) => {
      await server?.stop();
      server = await serve(block, folder, environment);
      return { exitCode: 0, output: '' };
    },
    ask: async (block) => ({ exitCode: 0, output: await ask(block, server) }),
    save: (path, { text }) => save(folder, matched(folder, path), text),
    leave: async () => {
      await server?.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function matched(folder: string, path: string): string {
  if (!path.includes('*')) return path;
  const found = globSync(path, { cwd: folder });
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} files match ${path}, not one.`);
  }
  return only;
}

function copyApplication(application: string, folder: string): void {
  for (const path of filesLike(`${application}/*`)) {
    cpSync(join(root, path), join(folder, basename(path)), { recursive: true });
  }
}

function installPackages(folder: string): void {
  mkdirSync(join(folder, 'node_modules', '@roostjs'), { recursive: true });
  mkdirSync(join(folder, 'node_modules', '.bin'));
  for (const path of filesLike('packages/*')) {
    symlinkSync(join(root, path), join(folder, 'node_modules', '@roostjs', basename(path)), 'junction');
  }
  const bin = join(folder, 'node_modules', '.bin');
  symlinkSync(join(root, 'packages/cli/bin/roost.js'), join(bin, 'roost'));
  symlinkSync(wranglerBin, join(bin, 'wrangler'));
  installQueryBuilders(folder);
  installTestTools(folder);
}

/** Into a folder that has node_modules. */
export function installQueryBuilders(folder: string): void {
  for (const name of queryBuilders) {
    symlinkSync(installed(name), join(folder, 'node_modules', name), 'junction');
  }
}

function installTestTools(folder: string): void {
  mkdirSync(join(folder, 'node_modules', '@cloudflare'));
  for (const name of testTools) {
    symlinkSync(installed(name), join(folder, 'node_modules', name), 'junction');
  }
  symlinkSync(join(installed('vitest'), 'vitest.mjs'), join(folder, 'node_modules', '.bin', 'vitest'));
}

function installed(name: string): string {
  return dirname(findPackageJSON(name, import.meta.url) ?? '');
}

function save(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function run(block: Block, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const [command, ...args] = commandOf(block, cwd);
  // Both streams go to one file, as to one terminal, so that the order is the real one.
  const path = join(cwd, `.line-${block.line}.output`);
  const file = await open(path, 'a');
  try {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', file.fd, file.fd] });
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, output: readFileSync(path, 'utf8') };
  } finally {
    await file.close();
  }
}

function commandOf({ info: [language], text, line }: Block, folder: string): readonly [string, ...string[]] {
  switch (language) {
    case 'sh':
      return ['sh', '-e', '-c', text];
    case 'js':
    case 'ts': {
      const path = `line-${line}.${language}`;
      save(folder, path, text);
      return [process.execPath, path];
    }
    default:
      throw new Error(
        `The block in line ${line} says run, but only js, ts and sh can be run, not ${language}.`,
      );
  }
}
