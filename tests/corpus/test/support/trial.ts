// A project with a folder of the corpus in it, and what a database of it contains.
import type { onTestFinished } from 'vitest';
import { type Project, projects } from '../../../wrangler/test/support/project.ts';
import type { Query } from '../../../wrangler/test/support/snapshot.ts';
import { contentOf } from './content.ts';
import type { CorpusProject } from './projects.ts';

export type Trial = Project & {
  /** Runs roost, gives what it printed to stdout, and rejects with all of it if it failed. */
  succeed(...args: readonly string[]): Promise<string>;
  /** The result of a command that tells of migrations, whether or not it found something. */
  json(command: string, ...args: readonly string[]): Promise<Told>;
  /** Runs `wrangler d1 migrations apply`, and rejects with what it printed if it failed. */
  apply(...flags: readonly string[]): Promise<string>;
  /** What the local database below `.wrangler/state` contains, or with `--remote` the one at the stand-in. */
  content(...flags: readonly '--remote'[]): Promise<string>;
  /** The names in wrangler's ledger, in the order in which they were applied, a line each. */
  applied(...flags: readonly '--remote'[]): Promise<string>;
};

type Told = { readonly migrations: readonly { readonly name: string; readonly state: string }[] };

/** Trials of so many folders. What roost uses as the migrations folder is `folder`. */
export function trials(
  count: number,
): (of: CorpusProject, folder: string, atEnd: typeof onTestFinished) => Promise<Trial> {
  const aProject = projects(count);
  return async (of, folder, atEnd) => {
    const pattern =
      of.pattern === null ? {} : { migrations_dir: 'migrations', migrations_pattern: of.pattern };
    const project = await aProject(atEnd, folder === 'migrations' ? pattern : {});
    await project.write({ 'roost.json': JSON.stringify({ path: folder }) });
    const succeed: Trial['succeed'] = (...args) => successOf(project.roost(...args));
    const queryOf = (flags: readonly string[]): Query =>
      flags.length === 0 ? project.local('.wrangler/state') : project.remote;
    return {
      ...project,
      succeed,
      json: async (...args) => JSON.parse((await project.roost(...args, '--json')).stdout).result,
      apply: (...flags) => successOf(project.wrangler('d1', 'migrations', 'apply', project.name, ...flags)),
      content: async (...flags) =>
        contentOf(queryOf(flags), await succeed('schema:dump', ...flags), of.volatile),
      applied: async (...flags) => {
        const names = await queryOf(flags)('SELECT name FROM d1_migrations ORDER BY id');
        return names.map(([name]) => `-- ${name}\n`).join('');
      },
    };
  };
}

async function successOf(run: ReturnType<Project['roost']>): Promise<string> {
  const { exitCode, stdout, stderr } = await run;
  if (exitCode !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout;
}
