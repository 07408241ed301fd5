// The roost.json of a project: what it sets already, and its text with what is missing.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readText } from '../migrations-folder/read-text.ts';
import { type SettingKey, settingOf } from '../project-settings/setting-of-database.ts';
import { settingsUpFrom } from '../project-settings/settings-file.ts';
import { withKeys } from './json-text.ts';

export type FoundSettings = {
  /** Where roost.json belongs. */
  readonly path: string;
  /** Its text; undefined if it does not exist. */
  readonly text: string | undefined;
  /** The database whose settings these are, by its binding; undefined if they are those of all. */
  readonly binding: string | undefined;
  /** The folder that is set for it, here or in a folder above. */
  readonly folder: string | undefined;
  readonly ledger: string | undefined;
  /** Where seeders are, or would be. */
  readonly seeders: string;
  /** The folders that are set for other databases. */
  readonly taken: ReadonlySet<string>;
};

/** `database`: the binding and the name by which one of several was chosen. Throws CONFIG.INVALID. */
export function findSettings(
  project: string,
  database?: { readonly binding: string; readonly name: string },
): FoundSettings {
  const path = join(project, 'roost.json');
  const files = settingsUpFrom(project);
  const names = database === undefined ? [] : [database.binding, database.name];
  const others = new Set(files.flatMap(({ databases }) => [...(databases?.keys() ?? [])]));
  for (const name of names) others.delete(name);
  const valueFor = (key: SettingKey): string | undefined =>
    settingOf(files, key, '', names).value || undefined;
  const folder = settingOf(files, 'path', '', names);
  return {
    path,
    text: existsSync(path) ? readText(path) : undefined,
    binding: database?.binding,
    folder:
      database !== undefined && folder.setFor !== 'this database' ? undefined : folder.value || undefined,
    ledger: valueFor('ledger'),
    seeders: valueFor('seeders') ?? join(project, 'database', 'seeders'),
    taken: new Set([...others].map((name) => settingOf(files, 'path', '', [name]).value)),
  };
}

/** The text with the folder and the ledger, as far as they are not set yet; undefined if both are. */
export async function settingsText(
  { path, text = '{}\n', binding, folder, ledger }: FoundSettings,
  wanted: { readonly folder: string; readonly ledger: string },
): Promise<string | undefined> {
  const own = binding === undefined ? [] : ['databases', binding];
  const edits = [
    ...(folder === wanted.folder
      ? []
      : [
          {
            path: [...own, 'path'],
            value: relative(dirname(path), wanted.folder).replaceAll('\\', '/') || '.',
          },
        ]),
    ...(wanted.ledger === (ledger ?? 'migrations')
      ? []
      : [{ path: [...own, 'ledger'], value: wanted.ledger }]),
  ];
  return edits.length === 0 ? undefined : withKeys(text, edits);
}
