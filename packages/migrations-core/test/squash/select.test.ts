import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/plan/status.ts';
import { chooseReplaced, squashedName } from '../../src/squash/select.ts';
import { files, ledgerOf } from '../plan/files-and-ledger.ts';

const names = ['1_a', '2_b', '2_c'];

function selected(applied: readonly string[], to?: string): { replaced: readonly string[]; name: string } {
  const replaced = chooseReplaced(statusOf(files(...names), ledgerOf(...applied)), names, to);
  return { replaced, name: squashedName(replaced, names) };
}

describe('a squash', () => {
  it('takes all applied migrations, and the digits of the last one', () => {
    expect(selected(names)).toEqual({ replaced: names, name: '2_squashed' });
  });

  it.each([
    ['no applied migration', undefined, 'SQUASH.NOTHING'],
    ['a migration that does not exist', 'zzz', 'MIGRATION.NOT_FOUND'],
    ['migrations if another one with the same digits would come before it', '2_b', 'SQUASH.OUT_OF_ORDER'],
  ])('refuses %s', (_, to, code) => {
    expect(() => selected([], to)).toThrow(expect.objectContaining({ code }));
  });
});
