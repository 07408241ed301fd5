// The details of an error are typed by its code, so that a program needs no cast.
import type { RoostError } from '@roostjs/internal-errors';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as adopt from '../src/adopt/errors.ts';
import type * as general from '../src/errors.ts';
import type * as gate from '../src/gate/errors.ts';
import type * as ledger from '../src/ledger/errors.ts';
import type * as lint from '../src/lint/errors.ts';
import type * as migration from '../src/migration/errors.ts';
import type * as object from '../src/object/errors.ts';
import type * as phase from '../src/phase/errors.ts';
import type * as plan from '../src/plan/errors.ts';
import type * as rebuild from '../src/rebuild/errors.ts';
import type * as record from '../src/record/errors.ts';
import type * as rehearse from '../src/rehearse/errors.ts';
import type * as run from '../src/run/errors.ts';
import type * as runLedger from '../src/run/ledger-errors.ts';
import { createRunner, isRoostError, type MigrationReport, type MigrationsError } from '../src/runner.ts';
import type * as seed from '../src/seed/errors.ts';
import type * as squash from '../src/squash/errors.ts';
import type * as types from '../src/types/errors.ts';
import type * as verify from '../src/verify/errors.ts';

/** The errors that a module's functions return, except those whose code is only `string`. */
type ErrorsOf<Feature> = {
  [Name in keyof Feature]: Feature[Name] extends (...given: never[]) => infer Returned
    ? Coded<Returned>
    : never;
}[keyof Feature];

type Coded<Returned> =
  Returned extends RoostError<infer Code, infer Details>
    ? string extends Code
      ? never
      : RoostError<Code, Details>
    : never;

type Returned =
  | ErrorsOf<typeof adopt>
  | ErrorsOf<typeof gate>
  | ErrorsOf<typeof general>
  | ErrorsOf<typeof ledger>
  | ErrorsOf<typeof lint>
  | ErrorsOf<typeof migration>
  | ErrorsOf<typeof object>
  | ErrorsOf<typeof phase>
  | ErrorsOf<typeof plan>
  | ErrorsOf<typeof rebuild>
  | ErrorsOf<typeof record>
  | ErrorsOf<typeof rehearse>
  | ErrorsOf<typeof run>
  | ErrorsOf<typeof runLedger>
  | ErrorsOf<typeof seed>
  | ErrorsOf<typeof squash>
  | ErrorsOf<typeof types>
  | ErrorsOf<typeof verify>;

/** Code → details, for comparing: each code once. */
type DetailsIn<Errors extends RoostError<string, object>> = {
  [Code in Errors['code']]: Extract<Errors, { readonly code: Code }>['details'];
};

describe('the details of an error', () => {
  it('are those that the functions return', () => {
    expectTypeOf<DetailsIn<MigrationsError>>().toExtend<DetailsIn<Returned>>();
    expectTypeOf<DetailsIn<Returned>>().toExtend<DetailsIn<MigrationsError>>();
  });

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
