// What roost.json sets, for one of the configured databases or for all. Pure.
import { dirname, resolve } from 'node:path';
import type { DatabaseSettings, SettingsFile } from './settings-file.ts';

export type SettingKey = keyof DatabaseSettings;

export type Setting = {
  /** A folder as an absolute path, or the name of a table. */
  readonly value: string;
  readonly setFor: 'this database' | 'all databases' | 'none';
};

/**
 * From the nearest file that sets it, for the database or for all; in one file what is set for the database comes first. `byDefault` if
 * none does. `names`: of the database, by which a file may call it.
 */
export function settingOf(
  files: readonly SettingsFile[],
  key: SettingKey,
  byDefault: string,
  names: readonly string[] = [],
): Setting {
  for (const { file, [key]: common, databases } of files) {
    const own = names.map((name) => databases?.get(name)?.[key]).find((value) => value !== undefined);
    const value = own ?? common;
    if (value === undefined) continue;
    return {
      value: key === 'ledger' ? value : resolve(dirname(file), value),
      setFor: own === undefined ? 'all databases' : 'this database',
    };
  }
  return { value: byDefault, setFor: 'none' };
}
