import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { nextBatch, planMigrate, planRefresh, planRollback } from '../../src/plan/plan.ts';
import { type MigrationStatus, statusOf } from '../../src/plan/status.ts';
import { files, ledgerOf } from './files-and-ledger.ts';

const planReset = (statuses: readonly MigrationStatus[], ledger: Ledger) =>
  planRefresh('reset', statuses, ledger, ledger.rows.length);

const atOnce = { step: false, failOn: [], to: undefined } as const;

const steps = (plan: { steps: readonly { direction: string; name: string; batch: number }[] }) =>
  plan.steps.map(({ direction, name, batch }) => `${direction} ${name}@${batch}`);

describe('the plan', () => {
  const plan = (names: readonly string[], ledger: Ledger) => statusOf(files(...names), ledger);

  it('of a migrate takes what is pending as one new batch', () => {
    const ledger = ledgerOf('1_a@1', '2_b@4');
    const statuses = plan(['1_a', '2_b', '3_c', '4_d'], ledger);
    expect(steps(planMigrate(statuses, ledger, atOnce))).toEqual(['up 3_c@5', 'up 4_d@5']);
    expect(steps(planMigrate(statuses, ledger, { ...atOnce, step: true }))).toEqual(['up 3_c@5', 'up 4_d@6']);
  });

  it('warns of missing migrations and of those out of order', () => {
    const ledger = ledgerOf('1_a', '5_e');
    expect(planMigrate(plan(['3_c', '5_e', '7_g'], ledger), ledger, atOnce).warnings).toEqual([
      { code: 'MIGRATION.MISSING', names: ['1_a'] },
      { code: 'MIGRATION.OUT_OF_ORDER', names: ['3_c'] },
    ]);
  });

  it.each(['MIGRATION.OUT_OF_ORDER', 'MIGRATION.CHANGED'] as const)('refuses %s if it is told to', (code) => {
    const changed = ledgerOf('1_a', '5_e');
    const ledger = { ...changed, rows: changed.rows.map((row) => ({ ...row, checksum: 'then' })) };
    const entries = files('1_a', '3_c', '5_e').map((entry) => ({ ...entry, checksum: 'now' }));
    const statuses = statusOf(entries, ledger);
    expect(steps(planMigrate(statuses, ledger, atOnce))).toEqual(['up 3_c@2']);
    expect(() => planMigrate(statuses, ledger, { ...atOnce, failOn: [code] })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('of a rollback takes the highest batch, a given batch, or the last n, newest first', () => {
    const ledger = ledgerOf('1_a@1', '3_c@2', '2_b@2', '4_d@1');
    const statuses = plan(['1_a', '2_b', '3_c', '4_d'], ledger);
    expect(steps(planRollback(statuses, ledger, { kind: 'last-batch' }))).toEqual([
      'down 2_b@2',
      'down 3_c@2',
    ]);
    expect(steps(planRollback(statuses, ledger, { kind: 'batch', batch: 1 }))).toEqual([
      'down 4_d@1',
      'down 1_a@1',
    ]);
    expect(steps(planRollback(statuses, ledger, { kind: 'last', count: 1 }))).toEqual(['down 4_d@1']);
    expect(steps(planRollback(plan([], ledgerOf()), ledgerOf(), { kind: 'last-batch' }))).toEqual([]);
  });

  it('of a migrate up to one takes it and what is pending before it, even if out of order', () => {
    const ledger = ledgerOf('2_b');
    const statuses = plan(['1_a', '2_b', '3_c', '4_d'], ledger);
    const upTo = (to: string) => planMigrate(statuses, ledger, { ...atOnce, to });
    expect(steps(upTo('3_c'))).toEqual(['up 1_a@2', 'up 3_c@2']);
    expect(steps(upTo('b'))).toEqual(['up 1_a@2']);
    expect(upTo('3').warnings).toEqual([{ code: 'MIGRATION.OUT_OF_ORDER', names: ['1_a'] }]);
    const late = planMigrate(plan(['2_b', '3_c'], ledger), ledger, { ...atOnce, to: '2' });
    expect(late).toEqual({ action: 'migrate', wipe: null, steps: [], warnings: [], findings: [] });
  });

  it('of a rollback to one takes what was applied after it, whatever its name', () => {
    const ledger = ledgerOf('1_a@1', '3_c@2', '2_b@2', '4_d@3');
    const statuses = plan(['1_a', '2_b', '3_c', '4_d', '5_e'], ledger);
    const backTo = (to: string) => planRollback(statuses, ledger, { kind: 'since', to });
    expect(steps(backTo('3_c'))).toEqual(['down 4_d@3', 'down 2_b@2']);
    expect(steps(backTo('4'))).toEqual([]);
    expect(() => backTo('5_e')).toThrow(expect.objectContaining({ code: 'MIGRATION.NOT_APPLIED' }));
    expect(() => backTo('x')).toThrow(expect.objectContaining({ code: 'MIGRATION.NOT_FOUND' }));
  });

  it('of a reset rolls everything back and applies everything again', () => {
    const ledger = ledgerOf('1_a@1', '3_c@2');
    expect(steps(planReset(plan(['1_a', '2_b', '3_c'], ledger), ledger))).toEqual([
      'down 3_c@2',
      'down 1_a@1',
      'up 1_a@1',
      'up 2_b@1',
      'up 3_c@1',
    ]);
  });

  it('refuses a missing file only if it has to be rolled back', () => {
    const ledger = ledgerOf('1_a@1', '2_b@2');
    const statuses = plan(['2_b'], ledger);
    expect(steps(planRollback(statuses, ledger, { kind: 'last-batch' }))).toEqual(['down 2_b@2']);
    const missing = expect.objectContaining({ code: 'MIGRATION.MISSING' });
    expect(() => planRollback(statuses, ledger, { kind: 'last', count: 2 })).toThrow(missing);
    expect(() => planReset(statuses, ledger)).toThrow(missing);
  });

  it('rolls a missing file back by its stored down() with a warning, and does not apply it again', () => {
    const stored = ledgerOf('1_a@1', '2_b@2');
    const ledger = { ...stored, rows: stored.rows.map((row) => ({ ...row, down: 'stored' as const })) };
    const statuses = plan(['2_b'], ledger);
    const undone = planRollback(statuses, ledger, { kind: 'last', count: 2 });
    expect(steps(undone)).toEqual(['down 2_b@2', 'down 1_a@1']);
    expect(undone.warnings).toEqual([{ code: 'MIGRATION.MISSING', names: ['1_a'] }]);
    expect(planRollback(statuses, ledger, { kind: 'last-batch' }).warnings).toEqual([]);
    const reset = planReset(statuses, ledger);
    expect(steps(reset)).toEqual(['down 2_b@2', 'down 1_a@1', 'up 2_b@1']);
    expect(reset.warnings).toEqual(undone.warnings);
  });

  it('refuses everything while a migration is partial', () => {
    const ledger = ledgerOf('1_a', '2_b!');
    const statuses = plan(['1_a', '2_b'], ledger);
    const partial = expect.objectContaining({ code: 'MIGRATION.PARTIAL' });
    expect(() => planMigrate(statuses, ledger, atOnce)).toThrow(partial);
    expect(() => planRollback(statuses, ledger, { kind: 'last', count: 1 })).toThrow(partial);
    expect(() => planReset(statuses, ledger)).toThrow(partial);
  });

  it('is the same each time, takes each pending migration once, and gives it a batch above all others', () => {
    const name = fc.nat({ max: 20 }).map((number) => `${number}_x`);
    const names = fc.uniqueArray(name, { maxLength: 12 });
    fc.assert(
      fc.property(names, names, fc.boolean(), (onDisk, applied, step) => {
        const ledger = ledgerOf(...applied.map((entry, index) => `${entry}@${1 + Math.floor(index / 3)}`));
        const first = planMigrate(plan(onDisk, ledger), ledger, { ...atOnce, step });
        const second = planMigrate(plan(onDisk.toReversed(), ledger), ledger, { ...atOnce, step });
        expect(second).toEqual(first);
        expect(first.steps.map((entry) => entry.name).toSorted()).toEqual(
          onDisk.filter((entry) => !applied.includes(entry)).toSorted(),
        );
        expect(first.steps.every(({ batch }) => batch >= nextBatch(ledger))).toBe(true);
      }),
    );
  });
});
