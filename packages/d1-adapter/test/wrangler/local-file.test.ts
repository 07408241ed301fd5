import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localDatabaseFile } from '../../src/wrangler/local-file.ts';
import { wranglerDatabaseFile } from '../../src/wrangler-file.ts';

const where = { config: '/app/wrangler.jsonc', cwd: '/app/packages/api' };

function fileOf(persistRoot: string, databaseId: string): string {
  return wranglerDatabaseFile({ persistRoot, databaseId });
}

describe('localDatabaseFile', () => {
  it('is next to the configuration, wherever roost is started', () => {
    expect(localDatabaseFile({ binding: 'DB' }, where)).toBe(fileOf('/app/.wrangler/state', 'DB'));
  });

  it.each(['elsewhere', '/elsewhere'])(
    'lies in --persist-to %s, seen from the current folder',
    (persistTo) => {
      const root = persistTo.startsWith('/') ? persistTo : join(where.cwd, persistTo);
      expect(localDatabaseFile({ binding: 'DB' }, { ...where, persistTo })).toBe(fileOf(root, 'DB'));
    },
  );

  it('goes by the preview id, then the id, then the binding, never by the name', () => {
    const root = '/app/.wrangler/state';
    const database = { binding: 'DB', databaseName: 'app', databaseId: '1' };
    expect(localDatabaseFile({ ...database, previewDatabaseId: '2' }, where)).toBe(fileOf(root, '2'));
    expect(localDatabaseFile(database, where)).toBe(fileOf(root, '1'));
    expect(localDatabaseFile({ binding: 'DB', databaseName: 'app' }, where)).toBe(fileOf(root, 'DB'));
  });
});
