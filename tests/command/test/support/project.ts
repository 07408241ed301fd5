// A Worker's project in a temporary folder: its files, its local database, and `roost` started in it.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Contents, contentsOf } from './contents.ts';
import { type HereOptions, roostHere } from './here.ts';
import { answerOf, type JsonAnswer } from './json-answer.ts';
import { watchedModules } from './modules.ts';
import { type Ended, type RoostOptions, roost } from './roost.ts';

/** Path → text. */
export type Files = Readonly<Record<string, string>>;

export const databaseId = '11111111-2222-3333-4444-555555555555';

// Where wrangler 4.164 was seen to keep the database of this id.
export const localDatabase =
  '.wrangler/state/v3/d1/miniflare-D1DatabaseObject/f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c.sqlite';

export const wranglerConfig: string = JSON.stringify({
  name: 'app',
  d1_databases: [{ binding: 'DB', database_name: 'app-db', database_id: databaseId }],
});

type Answered = JsonAnswer & { exitCode: number | null };

export type Project = AsyncDisposable & {
  readonly root: string;
  /** The local database's file, whether or not it exists. */
  readonly database: string;
  path(...segments: readonly string[]): string;
  write(files: Files): Promise<void>;
  remove(path: string): Promise<void>;
  /** Runs the command in the test's own process, or in another where a module has changed, which Node would not load again. */
  roost(args: readonly string[], options?: Partial<HereOptions>): Promise<Ended>;
  /** The one JSON object that the command prints with `--json`. */
  json(args: readonly string[], options?: Partial<HereOptions>): Promise<Answered>;
  /** Runs the built command as a process of its own. */
  spawnRoost(args: readonly string[], options?: Partial<RoostOptions>): Promise<Ended>;
  spawnJson(args: readonly string[], options?: Partial<RoostOptions>): Promise<Answered>;
  /** Every folder, and every file byte for byte. */
  contents(): Promise<Contents>;
};

/** A folder with exactly these files, removed when it is disposed of. */
export async function emptyProject(files: Files = {}): Promise<Project> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'roost-command-')));
  const path = (...segments: readonly string[]): string => join(root, ...segments);
  const areModulesAsLoaded = watchedModules(root);
  const spawnRoost: Project['spawnRoost'] = (args, options) => roost(args, { cwd: root, ...options });
  const run: Project['roost'] = async (args, options) =>
    (await areModulesAsLoaded()) ? roostHere(args, { cwd: root, ...options }) : spawnRoost(args, options);
  const project: Project = {
    root,
    database: path(localDatabase),
    path,
    write: async (more) => {
      for (const [file, text] of Object.entries(more)) {
        await mkdir(dirname(path(file)), { recursive: true });
        await writeFile(path(file), text);
      }
    },
    remove: (file) => rm(path(file)),
    roost: run,
    spawnRoost,
    json: async (args, options) => answered(await run(asJson(args), options)),
    spawnJson: async (args, options) => answered(await spawnRoost(asJson(args), options)),
    contents: () => contentsOf(root),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
  await project.write(files);
  return project;
}

// Right behind the command, because what follows may lack a value or end the flags.
function asJson([command = '', ...rest]: readonly string[]): readonly string[] {
  return [command, '--json', ...rest];
}

function answered(ended: Ended): Answered {
  return { ...answerOf(ended), exitCode: ended.exitCode };
}

/** A project with a wrangler configuration and these migrations, by file name. */
export function projectWith(migrations: Files = {}, otherFiles: Files = {}): Promise<Project> {
  const files = Object.entries(migrations).map(([name, text]) => [`database/migrations/${name}`, text]);
  return emptyProject({ 'wrangler.jsonc': wranglerConfig, ...Object.fromEntries(files), ...otherFiles });
}
