import { describe, expect, it } from 'vitest';
import { wranglerRemoteAddress } from '../../src/wrangler/remote-address.ts';
import type { D1Binding, WranglerConfig } from '../../src/wrangler/wrangler-config.ts';
import { failureOf } from '../support/failure.ts';

const main: D1Binding = { binding: 'DB', databaseName: 'app', databaseId: '1', previewDatabaseId: '2' };
const named: D1Binding = { binding: 'DB', databaseName: 'app' };
const bare: D1Binding = { binding: 'DB' };

function configOf(database: D1Binding, workerName?: string): WranglerConfig {
  const staging = { accountId: 'of staging', workerName: undefined, databases: [named] };
  const environments = new Map([['staging', staging]]);
  return { file: 'wrangler.jsonc', accountId: undefined, workerName, databases: [database], environments };
}

describe('the address of a configured database', () => {
  it('is its id, with its name', () => {
    expect(wranglerRemoteAddress(configOf(main), {})).toEqual({ databaseId: '1', databaseName: 'app' });
  });

  it('is its name if it has no id', () => {
    expect(wranglerRemoteAddress(configOf(named), {})).toEqual({ databaseName: 'app' });
  });

  it('has the account of the environment', () => {
    const address = wranglerRemoteAddress(configOf(main), { environment: 'staging' });
    expect(address).toEqual({ accountId: 'of staging', databaseName: 'app' });
  });

  it('is the preview id for --preview', () => {
    expect(wranglerRemoteAddress(configOf(main), { preview: true })).toEqual({ databaseId: '2' });
  });

  it.each([
    [{ binding: 'DB' }, 'worker-db'],
    [{ binding: 'MY_LOGS_2', databaseId: '', databaseName: '' }, 'worker-my-logs-2'],
  ])(
    'is the name under which wrangler deploy creates it, if it has neither: %j',
    (database, databaseName) => {
      expect(wranglerRemoteAddress(configOf(database, 'worker'), {})).toEqual({ databaseName });
    },
  );

  it.each([
    [bare, false, 'CONFIG.DATABASE_ID_MISSING'],
    // An empty id, as in a template, was once sent to Cloudflare.
    [{ ...bare, databaseId: '' }, false, 'CONFIG.DATABASE_ID_MISSING'],
    [{ ...named, previewDatabaseId: '' }, true, 'CONFIG.PREVIEW_ID_MISSING'],
    [named, true, 'CONFIG.PREVIEW_ID_MISSING'],
  ])('is rejected if there is none: %j, preview %s', async (database, preview, code) => {
    const failure = await failureOf(() => wranglerRemoteAddress(configOf(database), { preview }));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain("'wrangler.jsonc'");
  });
});
