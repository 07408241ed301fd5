import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWranglerConfig } from '../../src/wrangler/find.ts';
import { failureOf } from '../support/failure.ts';
import { testFolder } from '../support/folder.ts';

describe('findWranglerConfig', () => {
  it.each(['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'])('finds %s in a folder above', (name) => {
    const folder = testFolder({ [name]: '', 'a/b/readme.md': '' });
    expect(findWranglerConfig(join(folder, 'a/b'))).toBe(join(folder, name));
  });

  it('prefers wrangler.json, then wrangler.jsonc, then wrangler.toml', () => {
    const files = { 'wrangler.json': '', 'wrangler.jsonc': '', 'wrangler.toml': '' };
    const { 'wrangler.json': _, ...others } = files;
    expect(findWranglerConfig(testFolder(files))).toMatch(/wrangler\.json$/);
    expect(findWranglerConfig(testFolder(others))).toMatch(/wrangler\.jsonc$/);
  });

  it('prefers a wrangler.json far above to a wrangler.toml close by, as wrangler does', () => {
    const folder = testFolder({ 'wrangler.json': '', 'app/wrangler.toml': '' });
    expect(findWranglerConfig(join(folder, 'app'))).toBe(join(folder, 'wrangler.json'));
  });

  it('skips a folder with that name', () => {
    const folder = testFolder({ 'wrangler.toml': '' });
    mkdirSync(join(folder, 'wrangler.json'));
    expect(findWranglerConfig(folder)).toBe(join(folder, 'wrangler.toml'));
  });

  it('does not follow the redirect that a build tool leaves for wrangler deploy', () => {
    const folder = testFolder({
      'wrangler.jsonc': '{}',
      '.wrangler/deploy/config.json': '{ "configPath": "../../dist/wrangler.json" }',
      'dist/wrangler.json': '{}',
    });
    expect(findWranglerConfig(folder)).toBe(join(folder, 'wrangler.jsonc'));
  });

  it('finds nothing if there is no configuration', () => {
    expect(findWranglerConfig(testFolder())).toBeUndefined();
  });

  it('reports a path that it may not access', async () => {
    const folder = join(testFolder(), 'x'.repeat(300));
    const failure = await failureOf(() => findWranglerConfig(folder));
    expect(failure.code).toBe('CONFIG.UNREADABLE');
  });
});
