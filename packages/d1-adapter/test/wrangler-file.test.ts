import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wranglerDatabaseFile } from '../src/index.ts';

// Taken from the folders that wrangler 4.164 created.
const known = [
  [
    '11111111-2222-3333-4444-555555555555',
    'f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c',
  ],
  ['NOID', '4352776c43bd0755e466d0f7c7a1f4b761c294a796aa48768ba01c743affd068'],
] as const;

describe('the file of wrangler', () => {
  it.each(known)('of the database %s is the one that wrangler makes', (databaseId, hash) => {
    const persistRoot = join('site', '.wrangler', 'state');
    expect(wranglerDatabaseFile({ persistRoot, databaseId })).toBe(
      join(persistRoot, 'v3', 'd1', 'miniflare-D1DatabaseObject', `${hash}.sqlite`),
    );
  });
});
