// Settings where several databases are configured.
import { dirname, relative, sep } from 'node:path';
import { RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

const kinds = { path: 'migrations folder', seeders: 'seeders folder', ledger: 'ledger' } as const;

type Kind = keyof typeof kinds;

export function databaseUnchosen(config: string, key: Kind, bindings: readonly string[]): RoostError {
  return new RoostError({
    code: 'CONFIG.DATABASE_UNCHOSEN',
    message: `roost.json sets more than one ${kinds[key]} for the ${bindings.length} databases of '${config}': ${quoted(bindings)}.`,
    hint: `Choose a database with --database <binding>, or give the ${kinds[key]} with ${flagOf(key)}.`,
    details: { config, known: bindings },
  });
}

/** `settings`: the nearest roost.json; undefined if there is none. */
export function folderShared(shared: {
  readonly key: 'path' | 'seeders';
  readonly folder: string;
  readonly chosen: string;
  readonly others: readonly string[];
  readonly settings: string | undefined;
  readonly config: string;
}): RoostError {
  const { key, folder, chosen, others, settings, config } = shared;
  const path =
    relative(dirname(settings ?? config), folder)
      .split(sep)
      .join('/') || '.';
  const lines = JSON.stringify({ databases: { [chosen]: { [key]: path } } });
  return new RoostError({
    code: 'CONFIG.FOLDER_SHARED',
    message: `The ${kinds[key]} '${folder}' would be that of several databases, '${chosen}' and ${quoted(others)}, and roost.json does not say whose it is.`,
    hint: `If it is that of '${chosen}', put into roost.json: ${lines}. Otherwise name the right one there, or give it with ${flagOf(key)}.`,
    details: { folder, database: chosen, others, lines },
  });
}

function flagOf(key: Kind): string {
  return { path: '--path <dir>', seeders: '--seeders <dir>', ledger: '--ledger <table>' }[key];
}
