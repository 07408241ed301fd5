// The registry's package called roost is somebody else's. Whoever has not installed ours would be given that one, and run it.
import { describe, expect, it } from 'vitest';
import { filesLike, textOf } from './support/repository.ts';

// `--no` fetches nothing, and `exec` of pnpm neither.
const fetching = /\b(?:npx|pnpx|bunx|(?:pnpm|yarn) dlx|(?:npm|yarn) exec)\s+(?:-(?!-no\b)\S+\s+)*roost\b/;

const files = filesLike(
  '*',
  '.{changeset,ci,github}/**/*',
  '{apps,benchmarks,docs,internal,packages,scripts,tests}/**/*.{cjs,js,json,jsonc,md,mjs,sh,toml,ts,yaml,yml}',
).filter((path) => /\.\w+$|^\.ci\//.test(path));

describe('no file', () => {
  it('tells anybody to fetch the package that is called as our command', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((path) => fetching.test(textOf(path)))).toEqual([]);
  });

  it.each(['npx', 'npx -y', 'npm exec --', 'pnpm dlx', 'bunx --bun'])(
    'would do so by %s unseen',
    (runner) => {
      expect(`${runner} ${'roost'} migrate`).toMatch(fetching);
    },
  );

  it.each(['npx --no', 'pnpm exec', 'npx -y pnpm@12 exec', 'npm run'])('is found for %s', (runner) => {
    expect(`${runner} ${'roost'} migrate`).not.toMatch(fetching);
  });
});
