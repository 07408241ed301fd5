// What code needs of its database, by the folder that it was built with; and a version's tag, by a later one.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  type CountedRow,
  folderPhases,
  manifestFor,
  planManifest,
  tagIn,
  tagOf,
} from '@roostjs/internal-core';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../support/migrations.ts';

/** `1_m`, `2_m`, …, or under names of their own. */
function folder(...texts: readonly (string | readonly [name: string, text: string])[]) {
  const entries = texts.map((given, at) => {
    const [name, text] = typeof given === 'string' ? [`${at + 1}_m`, given] : given;
    return { name, text, load: async () => text };
  });
  return folderPhases({ list: async () => entries }, () => openMemoryD1());
}

async function sorted(...texts: readonly string[]) {
  const { needs, contracts } = planManifest(await folder(...texts), 'migrations');
  return { needs, contracts };
}

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT)';

describe('a manifest', () => {
  it('needs what is no contract, and knows the contracts', async () => {
    expect(
      await sorted(
        users,
        'ALTER TABLE users ADD COLUMN email TEXT',
        'ALTER TABLE users DROP COLUMN nick',
        "UPDATE users SET name = 'x'",
        'SELECT 1',
        'CREATE UNIQUE INDEX one ON users (email)',
        'DROP TABLE nowhere',
      ),
    ).toEqual({ needs: ['1_m', '2_m', '4_m', '5_m', '7_m'], contracts: ['3_m', '6_m'] });
  });

  it.each([
    'ALTER TABLE users RENAME COLUMN nick TO handle',
    'ALTER TABLE users RENAME TO people',
    'CREATE TABLE both (a); ALTER TABLE users DROP COLUMN nick',
  ])('needs what gives a new name, although the old one goes: %s', async (sql) => {
    expect(await sorted(users, sql)).toEqual({ needs: ['1_m', '2_m'], contracts: [] });
  });

  it('believes the phase that a file declares', async () => {
    const [drop, rename] = [
      'ALTER TABLE users DROP COLUMN nick',
      'ALTER TABLE users RENAME COLUMN nick TO a',
    ];
    expect(await sorted(users, `-- roost-phase expand: nobody reads it\n${drop}`)).toEqual({
      needs: ['1_m', '2_m'],
      contracts: [],
    });
    expect(await sorted(users, `-- roost-phase contract: only a view reads it\n${rename}`)).toEqual({
      needs: ['1_m'],
      contracts: ['2_m'],
    });
  });

  it('has the newest 50, and the contracts since the oldest of them', async () => {
    const tables = Array.from({ length: 40 }, (_, at) => [
      `CREATE TABLE t${at} (a, b)`,
      `ALTER TABLE t${at} ADD COLUMN c`,
      `ALTER TABLE t${at} DROP COLUMN b`,
    ]).flat();
    const { needs, contracts, head } = planManifest(await folder(...tables), 'migrations');
    expect([needs.length, needs[0], needs.at(-1), head]).toEqual([50, '46_m', '119_m', '120_m']);
    expect([contracts[0], contracts.at(-1)]).toEqual(['48_m', '120_m']);
  });

  it('names what a squashed migration replaces', async () => {
    const squashed = { up: () => {}, replaces: ['1_a', '2_b'] };
    const entries = [{ name: '2_squashed', load: async () => squashed }];
    const found = await folderPhases({ list: async () => entries }, () => openMemoryD1());
    expect(planManifest(found, 'migrations')).toMatchObject({
      needs: ['2_squashed'],
      replaces: { '2_squashed': ['1_a', '2_b'] },
    });
  });

  it('of an empty folder needs nothing', async () => {
    expect(planManifest(await folder(), 'ledger')).toEqual({
      format: 1,
      ledger: 'ledger',
      needs: [],
      contracts: [],
      replaces: {},
      head: null,
      newest: null,
    });
  });

  it('cannot tolerate less than it needs', async () => {
    const found = await folder(users, 'CREATE TABLE a (b)', 'DROP TABLE a');
    expect(planManifest(found, 'migrations', '2_m').newest).toBe('2_m');
    expect(await failureOf((async () => planManifest(found, 'migrations', '1_m'))())).toMatchObject({
      code: 'GATE.NEWEST_INVALID',
      message: "The code needs '2_m', which is newer than '1_m'.",
    });
  });
});

describe('a tag', () => {
  it.each([
    { head: '20260101_add_posts', newest: null },
    { head: '1_a', newest: '2_b' },
    { head: null, newest: null },
    { head: `1_it's a: "☃"!(*).`, newest: null },
  ])('comes back from a tag and from a message: $head', (version) => {
    const tag = tagOf(version, []);
    expect(tag).toMatch(/^[\w:%~-]+$/);
    for (const text of [tag, `Deploy (${tag}).`, `${tag}, fix login`]) expect(tagIn(text)).toEqual(version);
  });

  it.each(['', 'v1.2', 'my-roost:1_a', 'roost', 'roost:%E0%A4%A'])('is not in %j', (text) => {
    expect(tagIn(text)).toBeUndefined();
  });

  it('has only the digits of a name that is too long, if no other has them', async () => {
    const long = `20260101_${'a'.repeat(120)}`;
    expect(tagOf({ head: long, newest: null }, [long, '20260102_b'])).toBe('roost:20260101');
    expect(
      await failureOf((async () => tagOf({ head: long, newest: null }, [long, '20260101_b']))()),
    ).toMatchObject({
      code: 'GATE.TAG_TOO_LONG',
    });
  });

  const rows: readonly CountedRow[] = [{ name: '12_m', isApplied: true, formerly: ['2_old'], between: [] }];
  const later = () =>
    folder(users, ['3_x', 'CREATE TABLE a (b)'], ['4_y', 'DROP TABLE a'], ['12_m', 'CREATE TABLE c (d)']);

  it('gives the manifest of its version with the folder of a later one', async () => {
    const version = { head: '4_y', newest: null };
    expect(manifestFor(version, await later(), rows, 'migrations')).toMatchObject({
      needs: ['1_m', '3_x'],
      contracts: ['4_y'],
      head: '4_y',
    });
    expect(manifestFor({ head: '3', newest: null }, await later(), rows, 'migrations').needs).toEqual([
      '1_m',
      '3_x',
    ]);
    expect(manifestFor({ head: null, newest: null }, await later(), rows, 'migrations').needs).toEqual([]);
  });

  it('finds a head that was renamed since', async () => {
    const { needs, head } = manifestFor({ head: '2_old', newest: null }, await later(), rows, 'migrations');
    expect([needs, head]).toEqual([['1_m', '12_m'], '2_old']);
  });

  it('finds a head that was squashed since', async () => {
    const squashed = { up: () => {}, replaces: ['1_a', '2_b', '3_c'] };
    const entries = [{ name: '3_squashed', load: async () => squashed }];
    const found = await folderPhases({ list: async () => entries }, () => openMemoryD1());
    expect(manifestFor({ head: '2_b', newest: null }, found, [], 'migrations').needs).toEqual(['1_a', '2_b']);
  });

  it('is of no use to a folder that does not have its head', async () => {
    const found = await later();
    const asked = (async () => manifestFor({ head: '9_z', newest: null }, found, rows, 'migrations'))();
    expect(await failureOf(asked)).toMatchObject({ code: 'GATE.VERSION_UNKNOWN', details: { head: '9_z' } });
  });
});
