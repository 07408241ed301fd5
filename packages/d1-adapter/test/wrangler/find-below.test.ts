import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wranglerConfigsBelow } from '../../src/wrangler/find-below.ts';
import { testFolder } from '../support/folder.ts';

const below = (folder: string): readonly string[] =>
  wranglerConfigsBelow(folder).map((file) => relative(folder, file));

describe('wranglerConfigsBelow', () => {
  it('finds the one that wrangler takes in each folder, the nearest first', () => {
    const folder = testFolder({
      'packages/group/web/wrangler.json': '',
      'apps/b/wrangler.toml': '',
      'apps/a/wrangler.toml': '',
      'apps/a/wrangler.jsonc': '',
      'worker/wrangler.jsonc': '',
    });
    expect(below(folder)).toEqual([
      'worker/wrangler.jsonc',
      'apps/a/wrangler.jsonc',
      'apps/b/wrangler.toml',
      'packages/group/web/wrangler.json',
    ]);
  });

  it('leaves out what is installed, built, hidden, linked, too deep, or unreadable', () => {
    const outside = testFolder({ 'wrangler.toml': '' });
    const folder = testFolder({
      'node_modules/x/wrangler.toml': '',
      'apps/a/dist/wrangler.json': '',
      '.git/wrangler.toml': '',
      'a/b/c/d/e/wrangler.toml': '',
      'secret/wrangler.toml': '',
    });
    symlinkSync(outside, join(folder, 'linked'));
    mkdirSync(join(folder, 'other/wrangler.toml'), { recursive: true });
    chmodSync(join(folder, 'secret'), 0o000);
    const isRoot = process.getuid?.() === 0;
    expect(below(folder)).toEqual(isRoot ? ['secret/wrangler.toml'] : []);
    chmodSync(join(folder, 'secret'), 0o755);
  });

  it('ends after 2,000 folders', () => {
    const folder = testFolder({});
    for (let index = 0; index < 2_000; index += 1) mkdirSync(join(folder, `a${index}`));
    mkdirSync(join(folder, 'a0/app'));
    writeFileSync(join(folder, 'a0/app/wrangler.toml'), '');
    expect(below(folder)).toEqual([]);
  });

  it('finds nothing in a folder that is not there', () => {
    expect(wranglerConfigsBelow(join(testFolder({}), 'none'))).toEqual([]);
  });
});
