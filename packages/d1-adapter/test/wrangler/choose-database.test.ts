import { describe, expect, it } from 'vitest';
import { chooseDatabase } from '../../src/wrangler/choose-database.ts';
import type { D1Binding, WranglerConfig } from '../../src/wrangler/wrangler-config.ts';
import { failureOf } from '../support/failure.ts';

const main: D1Binding = { binding: 'DB', databaseName: 'app' };
const logs: D1Binding = { binding: 'LOGS' };
const staging: D1Binding = { binding: 'DB', databaseName: 'app-staging' };

function configOf(databases: readonly D1Binding[], file = 'wrangler.jsonc'): WranglerConfig {
  const environments = new Map([
    ['staging', { accountId: undefined, workerName: undefined, databases: [staging] }],
    ['bare', { accountId: undefined, workerName: undefined, databases: [] }],
  ]);
  return { file, accountId: undefined, workerName: undefined, databases, environments };
}

describe('chooseDatabase', () => {
  it('chooses the only database if none is named', () => {
    expect(chooseDatabase(configOf([main]), {})).toBe(main);
  });

  it('chooses a database by its binding or by its name', () => {
    expect(chooseDatabase(configOf([main, logs]), { database: 'app' })).toBe(main);
    expect(chooseDatabase(configOf([main, logs]), { database: 'LOGS' })).toBe(logs);
  });

  it('rejects a name that is also the binding of another database, although wrangler uses the first', async () => {
    const other = { binding: 'app', databaseName: 'other' };
    const failure = await failureOf(() => chooseDatabase(configOf([main, other]), { database: 'app' }));
    expect(failure).toMatchObject({
      code: 'CONFIG.DATABASE_AMBIGUOUS',
      details: { database: 'app', known: ['DB (app)', 'app (other)'] },
    });
  });

  it("takes the environment's own database", () => {
    expect(chooseDatabase(configOf([main]), { environment: 'staging' })).toBe(staging);
  });

  it('treats the empty environment as the top level', () => {
    expect(chooseDatabase(configOf([main]), { environment: '' })).toBe(main);
  });

  it('inherits no database from the top level', async () => {
    const failure = await failureOf(() => chooseDatabase(configOf([main]), { environment: 'bare' }));
    expect(failure.code).toBe('CONFIG.DATABASE_MISSING');
    expect(failure.message).toContain("for the environment 'bare'");
    expect(failure.hint).toContain('"env":{"bare":{"d1_databases":[{"binding":"DB"');
  });

  it('shows the lines to write in the format of the file', async () => {
    const inToml = await failureOf(() => chooseDatabase(configOf([], 'wrangler.toml'), {}));
    const inJson = await failureOf(() => chooseDatabase(configOf([]), {}));
    expect(inToml.hint).toContain(
      'Add to the file:\n[[d1_databases]]\nbinding = "DB"\ndatabase_name = "my-app-db"',
    );
    expect(inJson.hint).toContain('"d1_databases":[{"binding":"DB","database_name":"my-app-db"}]');
  });

  it('rejects an unknown environment and lists the known ones', async () => {
    const failure = await failureOf(() => chooseDatabase(configOf([main]), { environment: 'prod' }));
    expect(failure).toMatchObject({
      code: 'CONFIG.ENVIRONMENT_UNKNOWN',
      details: { environment: 'prod', known: ['staging', 'bare'] },
    });
    expect(failure.hint).toContain('Choose one with --env');
  });

  it('does not ask to choose if there are no environments', async () => {
    const failure = await failureOf(() =>
      chooseDatabase({ ...configOf([main]), environments: new Map() }, { environment: 'prod' }),
    );
    expect(failure.hint).toBe('Add it to the configuration, or use --env "" for the top level.');
  });

  it('refuses to guess between several and lists them', async () => {
    const failure = await failureOf(() => chooseDatabase(configOf([main, logs]), {}));
    expect(failure).toMatchObject({
      code: 'CONFIG.DATABASE_AMBIGUOUS',
      details: { known: ['DB (app)', 'LOGS'] },
    });
    expect(failure.hint).toContain('--database');
  });

  it.each(['nope', ''])("refuses the unknown database '%s' and lists those there are", async (database) => {
    const failure = await failureOf(() => chooseDatabase(configOf([main]), { database }));
    expect(failure).toMatchObject({
      code: 'CONFIG.DATABASE_UNKNOWN',
      details: { database, known: ['DB (app)'] },
    });
  });
});
