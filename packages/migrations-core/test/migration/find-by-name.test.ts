import { describe, expect, it } from 'vitest';
import { findMigration } from '../../src/migration/find-by-name.ts';

const names = ['0001_create_posts', '0002_create_users', '0002_add_slugs', '0003_create_users', '4_5', '5_x'];

describe('a migration', () => {
  it.each([
    ['0001_create_posts', '0001_create_posts'],
    ['0001', '0001_create_posts'],
    ['create_posts', '0001_create_posts'],
    ['add_slugs', '0002_add_slugs'],
    ['0003_create_users', '0003_create_users'],
  ])('is found by %s', (wanted, name) => {
    expect(findMigration(wanted, names)).toBe(name);
  });

  it.each([
    ['0002', ['0002_create_users', '0002_add_slugs']],
    ['create_users', ['0002_create_users', '0003_create_users']],
    ['5', ['4_5', '5_x']],
  ])('is not guessed if several match %s', (wanted, several) => {
    expect(() => findMigration(wanted, names)).toThrow(
      expect.objectContaining({
        code: 'MIGRATION.NAME_AMBIGUOUS',
        details: { name: wanted, names: several },
      }),
    );
  });

  it.each([
    ['create_post', '0001_create_posts'],
    ['0001_create_pots', '0001_create_posts'],
    ['add_slug', '0002_add_slugs'],
    ['0004', '0001_create_posts'],
    ['', '5_x'],
  ])('that does not exist is reported with the nearest name: %j', (wanted, nearest) => {
    expect(() => findMigration(wanted, names)).toThrow(
      expect.objectContaining({ code: 'MIGRATION.NOT_FOUND', message: expect.stringContaining(nearest) }),
    );
    expect(() => findMigration(wanted, [])).toThrow(
      expect.objectContaining({ message: `There is no migration '${wanted}'.` }),
    );
  });
});
