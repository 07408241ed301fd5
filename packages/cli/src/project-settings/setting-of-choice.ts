// Which setting of roost.json is meant where several databases are configured: never that of another database. Pure.
import {
  chooseDatabase,
  chosenEnvironment,
  type D1Binding,
  type DatabaseChoice,
  type WranglerConfig,
} from '@roostjs/d1-adapter/wrangler';
import { databaseUnchosen, folderShared } from '../errors.ts';
import { type Setting, type SettingKey, settingOf } from './setting-of-database.ts';
import type { SettingsFile } from './settings-file.ts';

/** What is looked for, and what it is if nothing sets it. */
export type Sought = {
  readonly files: readonly SettingsFile[];
  readonly key: SettingKey;
  readonly byDefault: string;
};

/**
 * The setting for the chosen database. Without a choice, that of all databases of the environment if they have the same. Throws
 * CONFIG.DATABASE_UNCHOSEN if they have not, CONFIG.FOLDER_SHARED if the chosen one would share its folder with another database only
 * because nothing is set for it, and what `chooseDatabase` throws.
 */
export function settingOfChoice(sought: Sought, config: WranglerConfig, choice: DatabaseChoice): Setting {
  const { databases } = chosenEnvironment(config, choice.environment);
  if (databases.length > 1 && choice.database === undefined) return settingOfAll(sought, config, databases);
  if (databases.length === 0) return settingOf(sought.files, sought.key, sought.byDefault);
  const chosen = chooseDatabase(config, choice);
  const setting = settingIn(sought, databases, chosen);
  // Each database has a ledger of its own, whatever the table is called.
  if (sought.key === 'ledger' || setting.setFor === 'this database') return setting;
  const sharing = databases.filter(
    (other) => !isOneDatabase(chosen, other) && settingIn(sought, databases, other).value === setting.value,
  );
  if (sharing.length === 0) return setting;
  throw folderShared({
    key: sought.key,
    folder: setting.value,
    chosen: chosen.binding,
    others: sharing.map(({ binding }) => binding),
    settings: sought.files[0]?.file,
    config: config.file,
  });
}

function settingOfAll(sought: Sought, { file }: WranglerConfig, databases: readonly D1Binding[]): Setting {
  const [first, ...others] = databases.map((database) => settingIn(sought, databases, database));
  if (first === undefined || others.some(({ value }) => value !== first.value))
    throw databaseUnchosen(
      file,
      sought.key,
      databases.map(({ binding }) => binding),
    );
  return first;
}

// A name that is the binding of another database means that one.
function settingIn(
  { files, key, byDefault }: Sought,
  databases: readonly D1Binding[],
  database: D1Binding,
): Setting {
  const { binding, databaseName } = database;
  const isOthers = databases.some((other) => other !== database && other.binding === databaseName);
  const names = databaseName === undefined || isOthers ? [binding] : [binding, databaseName];
  return settingOf(files, key, byDefault, names);
}

/** Whether two entries are certainly one database, which then may have one folder. */
function isOneDatabase(a: D1Binding, b: D1Binding): boolean {
  if (a === b) return true;
  if (a.databaseId || b.databaseId) return a.databaseId === b.databaseId;
  return Boolean(a.databaseName) && a.databaseName === b.databaseName;
}
