// A fresh npm project in a temporary folder: its files, its packages, and programs that run in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { inject } from 'vitest';

const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');

type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** The lines in which tsc finds an error in one of the files, or in what none of the checked files is. */
export type TypeErrors = (file: string) => readonly string[];

export type Project = {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  /** Installs packages by name, or those of this repository by their tarball. */
  install(packages: readonly string[], ...flags: readonly string[]): Promise<void>;
  node(...args: readonly string[]): Promise<Ended>;
  npm(...args: readonly string[]): Promise<Ended>;
  /** Fetches nothing. */
  npx(...args: readonly string[]): Promise<Ended>;
  /** Checks these of the project's files together, under these compiler options. */
  typeErrors(compilerOptions: object, files: readonly string[]): Promise<TypeErrors>;
  remove(): Promise<void>;
};

/** A project with nothing but this package.json. */
export async function freshProject(packageJson: object): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'roost-packaging-')));
  // Of the environment of the tests only the PATH counts: pnpm's settings are not those of a user.
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    ...npmSettings(folder),
  };
  const run = (command: string, args: readonly string[]): Promise<Ended> => ended(command, args, folder, env);
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('package.json', JSON.stringify(packageJson));
  return {
    folder,
    write,
    install: async (packages, ...flags) => {
      const sources = packages.map(tarballOr);
      const { exitCode, stderr } = await run('npm', [
        'install',
        '--no-audit',
        '--no-fund',
        ...flags,
        ...sources,
      ]);
      if (exitCode !== 0) throw new Error(`npm install ended with ${exitCode}:\n${stderr}`);
    },
    node: (...args) => run(process.execPath, args),
    npm: (...args) => run('npm', args),
    npx: (...args) => run('npx', ['--no', ...args]),
    typeErrors: async (compilerOptions, files) => {
      await write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
      const { exitCode, stdout } = await ended(
        process.execPath,
        [tsc, '-p', '.', '--pretty', 'false'],
        folder,
        {
          ...env,
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        },
      );
      const errors = stdout.split(/\r?\n/).filter((line) => line.includes('error TS'));
      if ((exitCode === 0) !== (errors.length === 0))
        throw new Error(`tsc ended with ${exitCode}:\n${stdout}`);
      return (file) =>
        errors.filter((line) => !files.some((other) => other !== file && line.startsWith(`${other}(`)));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** What npm goes by in `folder`: the registry of these tests, and nothing of the user's own. */
export function npmSettings(folder: string): NodeJS.ProcessEnv {
  return {
    npm_config_registry: inject('registry'),
    npm_config_cache: join(folder, '.npm'),
    npm_config_userconfig: join(folder, '.npmrc'),
    npm_config_update_notifier: 'false',
  };
}

function tarballOr(name: string): string {
  return inject('packed').find((one) => one.name === name)?.tarball ?? name;
}

async function ended(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  // On Windows npm and npx are scripts of the shell.
  const shell = process.platform === 'win32' && command !== process.execPath;
  const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
}
