// What was found → the least to write so that roost works here, and what to do then. Reads nothing and writes nothing.
import { basename, join, relative } from 'node:path';
import { shellWord } from '@roostjs/internal-errors';
import { freeTimestamp } from '../make/timestamp.ts';
import { baselineText } from './baseline.ts';
import type { Found } from './found.ts';
import { withKeys } from './json-text.ts';
import { type PackageFile, roostScripts } from './package-file.ts';
import { settingsText } from './settings.ts';
import { workflowText } from './workflow.ts';
import { withDatabase, wranglerFileText } from './wrangler-file.ts';

/** A file to create, or one to change: then `before` is its text as it was read. */
export type ProposedFile = {
  readonly path: string;
  readonly before: string | undefined;
  readonly text: string;
  /** What it is for, in a few words. */
  readonly what: string;
};

export type Baseline = ProposedFile & { readonly name: string };

export type Proposal = {
  /** In the order in which they are written. */
  readonly files: readonly ProposedFile[];
  /** The one of them that is a migration written from the schema; null if none is. */
  readonly baseline: Baseline | null;
  /** Files and scripts that are there already, and stay as they are. */
  readonly kept: readonly string[];
  /** What to do then, a sentence each. */
  readonly next: readonly string[];
};

export type Wishes = {
  readonly workflow: boolean;
  readonly now: Date;
  /** The flags that choose the database, as they follow a command; may be empty. */
  readonly selection: string;
};

export async function propose(found: Found, wishes: Wishes): Promise<Proposal> {
  const { database, folder, settings, packageFile } = found;
  const baseline = baselineOf(found, wishes.now);
  const wanted = { folder: folder.path, ledger: database?.ledger ?? settings.ledger ?? 'migrations' };
  const settingsFile = await settingsText(settings, wanted);
  const scripts = packageFile === undefined ? undefined : await withScripts(packageFile);
  const workflow = workflowFile(found, wishes);
  const files: readonly (ProposedFile | undefined)[] = [
    await wranglerFile(found, wishes.now),
    settingsFile === undefined
      ? undefined
      : { path: settings.path, before: settings.text, text: settingsFile, what: settingsWhat(found) },
    baseline,
    scripts?.file,
    workflow,
  ];
  return {
    files: files.filter((file) => file !== undefined),
    baseline: baseline ?? null,
    kept: scripts?.kept ?? [],
    next: nextSteps(found, baseline?.name, wishes),
  };
}

async function wranglerFile(
  { config, configWithoutDatabase, database, project, packageFile }: Found,
  now: Date,
): Promise<ProposedFile | undefined> {
  const name = packageFile?.name ?? basename(project);
  if (config !== null && configWithoutDatabase !== null) {
    const text = await withDatabase(configWithoutDatabase, name);
    const what = 'adds a database, with the binding DB';
    return { path: config, before: configWithoutDatabase, text, what };
  }
  if (config !== null || database !== null) return undefined;
  const day = now.toISOString().slice(0, 10);
  return {
    path: join(project, 'wrangler.jsonc'),
    before: undefined,
    text: wranglerFileText(name, day),
    what: 'names a database, with the binding DB',
  };
}

function settingsWhat({ project, folder, database, settings }: Found): string {
  const of = settings.binding === undefined ? '' : ` of ${settings.binding}`;
  const path = `sets the migrations folder${of}: ${relative(project, folder.path) || '.'}`;
  return database === null || database.ledger === 'migrations'
    ? path
    : `${path}, and the table that records them: ${database.ledger}`;
}

function baselineOf({ folder, database }: Found, now: Date): Baseline | undefined {
  if (database === null || folder.found !== null || database.applied > 0) return undefined;
  if (database.schema.objects.length === 0) return undefined;
  const name = `${freeTimestamp(now, new Set())}_baseline`;
  const text = baselineText(database.schema, database.target.name);
  const path = join(folder.path, `${name}.sql`);
  return { name, path, before: undefined, text, what: 'a first migration, with the schema that is there' };
}

type Scripts = { readonly file: ProposedFile | undefined; readonly kept: readonly string[] };

async function withScripts({ path, text, scripts }: PackageFile): Promise<Scripts> {
  const own = Object.entries(roostScripts);
  const missing = own.filter(([name]) => scripts[name] === undefined);
  const taken = own.filter(([name, command]) => scripts[name] !== undefined && scripts[name] !== command);
  const names = missing.map(([name]) => name);
  const edits = missing.map(([name, value]) => ({ path: ['scripts', name], value }));
  return {
    file:
      names.length === 0
        ? undefined
        : {
            path,
            before: text,
            text: await withKeys(text, edits),
            what: `adds the scripts ${names.join(', ')}`,
          },
    kept: taken.map(([name]) => `the script ${name} of package.json`),
  };
}

function workflowFile(found: Found, { workflow, selection }: Wishes): ProposedFile | undefined {
  if (!workflow) return undefined;
  const { repository, packageManager, project } = found;
  const below = (folder: string): string => relative(repository, folder).replaceAll('\\', '/');
  return {
    path: join(repository, '.github/workflows/migrations.yml'),
    before: undefined,
    text: workflowText({
      install: packageManager.install,
      installIn: below(packageManager.folder ?? project),
      runIn: below(project),
      flags: selection,
    }),
    what: 'checks pull requests, migrates after a merge',
  };
}

function nextSteps(found: Found, baseline: string | undefined, { selection }: Wishes): readonly string[] {
  const { packageFile, packageManager } = found;
  const install =
    packageFile?.hasRoost === true ? [] : [`run ${packageManager.add} to install it in the project`];
  return [...install, nextStep(found, baseline, selection)];
}

function nextStep({ database, folder }: Found, baseline: string | undefined, selection: string): string {
  if (baseline !== undefined)
    return `run roost migrate:adopt --to ${shellWord(baseline)}${selection} on each database that has this schema`;
  if (database?.problem) return database.problem.hint;
  if (database?.adopt)
    return `run roost migrate:adopt${selection} to record what ${database.adopt.tool} has applied`;
  const pending = database?.pending ?? folder.found?.migrations ?? 0;
  return pending > 0
    ? `run roost migrate${selection} to apply what is pending`
    : 'run roost make:migration create_posts_table to write a migration';
}
