import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMigrationNames, parseMigrationName } from '../../src/migration/migration.ts';

describe('a migration name', () => {
  it.each([
    ['20261123101500_create_posts_table', { timestamp: '20261123101500', title: 'create_posts_table' }],
    ['0001_init', { timestamp: '0001', title: 'init' }],
    ['1_2_three', { timestamp: '1', title: '2_three' }],
    ['create_posts', undefined],
    ['2026', undefined],
    ['2026_', undefined],
    ['_2026_x', undefined],
    ['', undefined],
  ])('is split into its parts: %j', (name, parts) => {
    expect(parseMigrationName(name)).toEqual(parts);
  });

  it('is ordered by its number first, then code unit by code unit', () => {
    const names = [
      '10_a',
      '9_b',
      '09_a',
      '0010_B',
      '99999999999999999999_z',
      '99999999999999999998_z',
      '9_a',
    ];
    expect(names.toSorted(compareMigrationNames)).toEqual([
      '09_a',
      '9_a',
      '9_b',
      '0010_B',
      '10_a',
      '99999999999999999998_z',
      '99999999999999999999_z',
    ]);
  });

  it('is ordered as the name of its file, in which a dot follows it', () => {
    const names = ['1_flags', '1_flags_b', '1_flags-a', '1_flags a'];
    expect(names.toSorted(compareMigrationNames)).toEqual(['1_flags a', '1_flags-a', '1_flags', '1_flags_b']);
  });

  it('has one place among any others', () => {
    const name = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.string({ minLength: 1 }))
      .map(([number, title]) => `${number}_${title}`);
    fc.assert(
      fc.property(fc.array(name), fc.infiniteStream(fc.nat()), (names, order) => {
        const shuffled = names
          .map((value) => ({ value, key: order.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ value }) => value);
        expect(shuffled.toSorted(compareMigrationNames)).toEqual(names.toSorted(compareMigrationNames));
      }),
    );
  });
});
