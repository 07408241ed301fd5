// The flags that several commands have, each declared once. A command's own flags are declared with it.
import type { UndoOptions } from '@roostjs/migrations-core';
import { InvalidArgumentError } from 'commander';
import { type Flag, type FlagValue, type FlagValues, negated, text, texts, toggle } from './flag.ts';

const config = {
  topic: 'Project',
  syntax: '-c, --config <file>',
  value: text,
  summary: 'wrangler configuration (default: the nearest one, in this folder or above)',
} as const satisfies Flag;

const env = {
  topic: 'Database',
  syntax: '-e, --env <environment>',
  value: text,
  summary: 'environment in the configuration (default: CLOUDFLARE_ENV)',
} as const satisfies Flag;

const database = {
  topic: 'Database',
  syntax: '--database <binding>',
  value: text,
  summary: 'binding or database_name, if the configuration has several databases',
} as const satisfies Flag;

const persistTo = {
  topic: 'Database',
  syntax: '--persist-to <dir>',
  value: text,
  summary: "folder of the local database, as given to wrangler's --persist-to",
} as const satisfies Flag;

const path = {
  topic: 'Project',
  syntax: '--path <dir>',
  value: text,
  summary: 'migrations folder (default: as in roost.json, or database/migrations)',
} as const satisfies Flag;

const seeders = {
  topic: 'Project',
  syntax: '--seeders <dir>',
  value: text,
  summary: 'seeders folder (default: as in roost.json, or database/seeders)',
} as const satisfies Flag;

const ledger = {
  topic: 'Project',
  syntax: '--ledger <table>',
  value: text,
  summary: 'table that records applied migrations (default: as in roost.json, or migrations)',
} as const satisfies Flag;

export const pretend = {
  syntax: '--dry-run, --pretend',
  value: toggle,
  summary: 'print the SQL and write nothing',
} as const satisfies Flag;

/** For commands that can rebuild tables. */
export const verbose = {
  syntax: '--verbose',
  value: toggle,
  summary: 'show every statement of a rebuild: of a dry run on a terminal, and the one that fails',
} as const satisfies Flag;

/** For commands that roll back. */
export const useFiles = {
  syntax: '--use-files',
  value: toggle,
  summary: 'roll back changed migrations with the down() of the file, not the stored one',
} as const satisfies Flag;

/** What it asks of a migrator. */
export function undoOptions(flags: FlagValues<readonly [typeof useFiles]>): UndoOptions {
  return flags.useFiles ? { down: 'file' } : {};
}

/** Consent given in advance, for commands that write to a remote database. */
export const force = {
  topic: 'Permission to write to a remote database',
  syntax: '--force',
  value: toggle,
  summary: 'write to a remote database without asking',
} as const satisfies Flag;

/** The name of the database, which is consent to any write, and which commands that delete data need. */
export const confirm = {
  topic: 'Permission to write to a remote database',
  syntax: '--confirm <name>',
  value: text,
  summary: 'write to the remote database of this name without asking, even if data is deleted',
} as const satisfies Flag;

export type ConsentFlags = FlagValues<readonly [typeof force, typeof confirm]>;

/** For commands that write to a database which remembers the environment it belongs to. */
export const allowOtherEnvironment = {
  topic: 'Permission to write to a remote database',
  syntax: '--allow-other-environment',
  value: toggle,
  summary: 'with --remote: proceed even if the database was last migrated for another environment',
} as const satisfies Flag;

/** Rules of lint to let pass, one a flag. */
export const allow = {
  syntax: '--allow <rule>',
  value: texts,
  summary: 'allow findings of this migrate:lint rule; can be repeated',
} as const satisfies Flag;

/** The flags of every command. */
export const commonFlags = [
  { topic: 'Every command', syntax: '--cwd <dir>', value: text, summary: 'run as if started in this folder' },
  {
    topic: 'Every command',
    syntax: '--json',
    value: toggle,
    summary: 'print exactly one JSON object to stdout',
  },
  {
    topic: 'Every command',
    syntax: '--no-color',
    value: negated,
    summary: 'disable colors (or set NO_COLOR)',
  },
] as const satisfies readonly Flag[];

export type CommonFlags = FlagValues<typeof commonFlags>;

/** What a command's `run` gets. */
export type FlagsOf<Flags extends readonly Flag[]> = FlagValues<Flags> & CommonFlags;

/** Where the configuration and the migrations are, also those of one of several databases. */
export const projectFlags = [config, env, database, path] as const;

export type ProjectFlags = FlagValues<typeof projectFlags>;

/** Where the configuration and the seeders are. */
export const seedersProjectFlags = [config, env, database, seeders] as const;

export type SeedersFlags = FlagValues<typeof seedersProjectFlags>;

/** What says which table records what is applied. */
export type LedgerFlags = FlagValues<readonly [typeof config, typeof env, typeof database, typeof ledger]>;

/** The same, and which table records what is applied, for a command that needs no database. */
export const lintedProjectFlags = [...projectFlags, ledger] as const;

/** Where `wrangler dev` answers unless it is told otherwise, or the port is taken. */
const usualDevServer = 'http://localhost:8787';

/** The origin of an http address; a host with a port, or a port alone, is one of this machine. */
const devServer: FlagValue<string | undefined> = {
  initial: undefined,
  preset: usualDevServer,
  parse: (given) => {
    const address = /^\d+$/.test(given) ? `localhost:${given}` : given;
    const url = URL.parse(/^https?:\/\//i.test(address) ? address : `http://${address}`);
    if (url === null) throw new InvalidArgumentError(`It must be an address such as ${usualDevServer}.`);
    return url.origin;
  },
};

const targetFlags = [
  config,
  env,
  database,
  persistTo,
  {
    topic: 'Database',
    syntax: '--file <path>',
    value: text,
    summary: 'use this SQLite file instead of a configured database',
    conflicts: ['env', 'database', 'persistTo'],
  },
  {
    topic: 'Database',
    syntax: '--no-d1-rules',
    value: negated,
    summary: 'with --file: allow SQL that SQLite supports and D1 does not',
  },
  {
    topic: 'Database',
    syntax: '--dev [url]',
    value: devServer,
    summary: 'use the local database through a running wrangler dev',
    conflicts: ['file', 'persistTo', 'remote', 'preview'],
  },
  {
    topic: 'Database',
    syntax: '--remote',
    value: toggle,
    summary: "use the database at Cloudflare, with wrangler's login",
    conflicts: ['file', 'persistTo'],
  },
  {
    topic: 'Database',
    syntax: '--preview',
    value: toggle,
    summary: 'like --remote, but use the preview_database_id',
    implies: { remote: true },
  },
] as const satisfies readonly Flag[];

/** The flags that say which database. */
export type TargetFlags = FlagValues<typeof targetFlags>;

/** Which database, and the same as `projectFlags`. */
export const databaseFlags = [...targetFlags, path, ledger] as const;

export type DatabaseFlags = FlagsOf<typeof databaseFlags>;

/** For commands that write to a database. */
export const writingFlags = [force, confirm, allowOtherEnvironment, ...databaseFlags] as const;

export type WritingFlags = FlagsOf<typeof writingFlags>;

/** For commands that can run the seeders after the migrations. */
export const seedFlags = [
  { syntax: '--seed', value: toggle, summary: 'run the seeders after the migrations' },
  seeders,
] as const satisfies readonly Flag[];

/** For commands that run seeders and no migrations. */
export const seedingFlags = [seeders, force, confirm, allowOtherEnvironment, ...targetFlags, ledger] as const;

/** For commands that delete the data of whole tables. */
export const destroyingFlags = [pretend, verbose, ...seedFlags, ...writingFlags] as const;

export type DestroyingFlags = FlagsOf<typeof destroyingFlags>;

/** Which local database to copy, for a command that writes to none. */
export const copiedDatabaseFlags = [
  config,
  env,
  database,
  persistTo,
  path,
  ledger,
  {
    topic: 'Database',
    syntax: '--file <path>',
    value: text,
    summary: 'with --data: copy this SQLite file instead of a configured database',
    conflicts: ['env', 'database', 'persistTo'],
  },
  {
    topic: 'Database',
    syntax: '--no-d1-rules',
    value: negated,
    summary: 'allow SQL that SQLite supports and D1 does not',
  },
] as const satisfies readonly Flag[];
