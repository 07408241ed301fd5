// The details of an error are typed by its code, so that a program needs no cast.
import { describe, expect, it } from 'vitest';
import { createRunner, isRoostError, type MigrationReport } from '../src/runner.ts';

describe('the details of an error', () => {
  it('are typed by its code', async () => {
    const runner = createRunner({ database: refusing, migrations: {}, ledger: 'a' });
    const error: unknown = await runner.status().catch((thrown: unknown) => thrown);
    expect(isRoostError(error)).toBe(true);
    if (!isRoostError(error)) return;
    const report: MigrationReport | undefined =
      error.code === 'MIGRATION.FAILED' ? error.details.report : undefined;
    const findings = error.code === 'MIGRATION.LOSES_DATA' ? error.details.findings.length : undefined;
    expect([report, findings]).toEqual([undefined, undefined]);
    if (error.code !== 'LEDGER.UNREADABLE') throw error;
    const table: string = error.details.table;
    expect(table).toBe('a');
    // @ts-expect-error: this code has no report.
    expect(error.details.report).toBeUndefined();
  });

  it('from another package are of unknown type', () => {
    const error: unknown = new Error('no failure of ours');
    if (isRoostError(error) && error.code === 'REMOTE.UNAUTHORIZED') {
      const file: unknown = error.details['file'];
      expect(file).toBeUndefined();
    }
    expect(isRoostError(error)).toBe(false);
  });
});

const refuse = (): never => {
  throw new Error('closed');
};
const refusing = { prepare: refuse, batch: refuse, exec: refuse };
