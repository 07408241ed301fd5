import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCacheFolder } from '../src/compile-cache.ts';
import { contentsOf, temporaryFolder } from './temporary-folder.ts';

const ownFolder = `roost-compile-cache-${process.getuid?.() ?? ''}`;

describe('the folder for compiled code', () => {
  it.each([
    'node_modules/@roostjs/cli/dist',
    'node_modules/.pnpm/@roostjs+cli@1/node_modules/@roostjs/cli/dist',
  ])('lies in the project that has roost in %s', (installed) => {
    const [project, temporary] = [temporaryFolder(), temporaryFolder()];
    const folder = join(project, 'node_modules', '.cache', 'roost');
    expect(compileCacheFolder(join(project, installed), temporary)).toBe(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
    expect(contentsOf(temporary)).toEqual({});
  });

  it("is the user's own among the temporary files where roost is in no node_modules", () => {
    const temporary = temporaryFolder();
    const folder = join(temporary, ownFolder);
    expect(compileCacheFolder(temporaryFolder(), temporary)).toBe(folder);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(compileCacheFolder(temporaryFolder(), temporary)).toBe(folder);
  });

  it('is that one too if node_modules is not writable', () => {
    const project = temporaryFolder({ 'node_modules/.cache': 'a file' });
    const temporary = temporaryFolder();
    const installed = join(project, 'node_modules/@roostjs/cli/dist');
    expect(compileCacheFolder(installed, temporary)).toBe(join(temporary, ownFolder));
  });

  it('is undefined if none can be created', () => {
    const temporary = join(temporaryFolder({ file: '' }), 'file');
    expect(compileCacheFolder(temporaryFolder(), temporary)).toBeUndefined();
  });

  it('is undefined if other users could have written to it', () => {
    const temporary = temporaryFolder();
    mkdirSync(join(temporary, ownFolder));
    chmodSync(join(temporary, ownFolder), 0o777);
    expect(compileCacheFolder(temporaryFolder(), temporary)).toBeUndefined();
  });

  it('is undefined if it is a link to another place', () => {
    const temporary = temporaryFolder();
    symlinkSync(temporaryFolder(), join(temporary, ownFolder));
    expect(compileCacheFolder(temporaryFolder(), temporary)).toBeUndefined();
  });
});
