// The roost.json of a project: what it sets already, and its text with what is missing.
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { readText } from '../migrations-folder/read-text.ts';
import { nearestSetting } from '../project-settings/settings-file.ts';
import { withKeys } from './json-text.ts';

export type FoundSettings = {
  /** Where roost.json belongs. */
  readonly path: string;
  /** Its text; undefined if it does not exist. */
  readonly text: string | undefined;
  /** The folder that is set, here or in a folder above. */
  readonly folder: string | undefined;
  readonly ledger: string | undefined;
  /** Where seeders are, or would be. */
  readonly seeders: string;
};

/** Throws CONFIG.INVALID. */
export function findSettings(project: string): FoundSettings {
  const path = join(project, 'roost.json');
  const set = nearestSetting(project, 'path');
  const seeders = nearestSetting(project, 'seeders');
  return {
    path,
    text: existsSync(path) ? readText(path) : undefined,
    folder: set === undefined ? undefined : resolve(dirname(set.file), set.value),
    ledger: nearestSetting(project, 'ledger')?.value,
    seeders:
      seeders === undefined
        ? join(project, 'database', 'seeders')
        : resolve(dirname(seeders.file), seeders.value),
  };
}

/** The text with the folder and the ledger, as far as they are not set yet; undefined if both are. */
export async function settingsText(
  { path, text = '{}\n', folder, ledger }: FoundSettings,
  wanted: { readonly folder: string; readonly ledger: string },
): Promise<string | undefined> {
  const edits = [
    ...(folder === wanted.folder
      ? []
      : [{ path: ['path'], value: relative(dirname(path), wanted.folder).replaceAll('\\', '/') || '.' }]),
    ...(wanted.ledger === (ledger ?? 'migrations') ? [] : [{ path: ['ledger'], value: wanted.ledger }]),
  ];
  return edits.length === 0 ? undefined : withKeys(text, edits);
}
