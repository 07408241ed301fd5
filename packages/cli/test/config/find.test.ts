import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWranglerConfig } from '../../src/config/find.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('findWranglerConfig', () => {
  it.each(['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'])('finds %s in a folder above', (name) => {
    const folder = temporaryFolder({ [name]: '', 'a/b/readme.md': '' });
    expect(findWranglerConfig(join(folder, 'a/b'))).toBe(join(folder, name));
  });

  it('prefers wrangler.json, then wrangler.jsonc, then wrangler.toml', () => {
    const files = { 'wrangler.json': '', 'wrangler.jsonc': '', 'wrangler.toml': '' };
    const { 'wrangler.json': _, ...others } = files;
    expect(findWranglerConfig(temporaryFolder(files))).toMatch(/wrangler\.json$/);
    expect(findWranglerConfig(temporaryFolder(others))).toMatch(/wrangler\.jsonc$/);
  });

  it('prefers a wrangler.json far above to a wrangler.toml close by, as wrangler does', () => {
    const folder = temporaryFolder({ 'wrangler.json': '', 'app/wrangler.toml': '' });
    expect(findWranglerConfig(join(folder, 'app'))).toBe(join(folder, 'wrangler.json'));
  });

  it('passes over a folder of that name', () => {
    const folder = temporaryFolder({ 'wrangler.toml': '' });
    mkdirSync(join(folder, 'wrangler.json'));
    expect(findWranglerConfig(folder)).toBe(join(folder, 'wrangler.toml'));
  });

  it('does not follow the redirect that a build tool leaves for wrangler deploy', () => {
    const folder = temporaryFolder({
      'wrangler.jsonc': '{}',
      '.wrangler/deploy/config.json': '{ "configPath": "../../dist/wrangler.json" }',
      'dist/wrangler.json': '{}',
    });
    expect(findWranglerConfig(folder)).toBe(join(folder, 'wrangler.jsonc'));
  });

  it('finds nothing where there is nothing', () => {
    expect(findWranglerConfig(temporaryFolder())).toBeUndefined();
  });

  it('says so where it may not look', async () => {
    const folder = join(temporaryFolder(), 'x'.repeat(300));
    const failure = await failureOf(() => findWranglerConfig(folder));
    expect(failure.code).toBe('CONFIG.UNREADABLE');
  });
});
