import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/plan/status.ts';
import { files, ledgerOf } from './files-and-ledger.ts';

describe('the status', () => {
  it.each([
    [files('1_a'), ledgerOf(), ['1_a pending']],
    [files('1_a'), ledgerOf('1_a@3'), ['1_a applied']],
    [files('1_a'), ledgerOf('1_a!'), ['1_a partial']],
    [files(), ledgerOf('1_a'), ['1_a missing']],
    [files(), ledgerOf('1_a!'), ['1_a partial']],
    [files('2_b', '10_c'), ledgerOf('9_x', '2_b'), ['2_b applied', '9_x missing', '10_c pending']],
  ])('of %j files and rows', (entries, ledger, expected) => {
    expect(statusOf(entries, ledger).map(({ name, state }) => `${name} ${state}`)).toEqual(expected);
  });
});
