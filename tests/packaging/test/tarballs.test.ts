import { statSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { filesIn, textIn } from './support/tarball.ts';

// In bytes, as the registry serves them.
const mostBytes: Readonly<Record<string, number>> = {
  '@roostjs/migrations-core': 162_000,
  '@roostjs/d1-adapter': 73_000,
  '@roostjs/cli': 456_000,
};

const packed = inject('packed');

type Published = {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
};

function packageJson(tarball: string): Published {
  return JSON.parse(textIn(tarball, 'package.json')) as Published;
}

describe.each(packed)('the tarball of $name', ({ name, tarball }) => {
  it('holds what was built, and nothing of the sources, the tests or the tools', () => {
    const others = filesIn(tarball).filter(
      (path) => !/^(dist\/[\w-]+(\.d)?\.[jt]s|dist\/third-party\.txt|bin\/roost\.js)$/.test(path),
    );
    expect(others).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('depends only on published packages, by their versions', () => {
    const { dependencies = {} } = packageJson(tarball);
    const ours = Object.keys(dependencies).filter((dependency) => dependency.startsWith('@roostjs/'));
    expect(packed.map((one) => one.name)).toEqual(expect.arrayContaining(ours));
    for (const range of Object.values(dependencies)) expect(range).toMatch(/^[\^~]?\d+\.\d+\.\d+$/);
    expect(textIn(tarball, 'package.json')).not.toMatch(/"(workspace|catalog):/);
  });

  it('mentions no private package in what is run or read by a compiler', () => {
    const built = filesIn(tarball).filter((path) => /^(dist|bin)\//.test(path));
    const mentioning = built.filter((path) => /@roostjs\/(internal|tests)-/.test(textIn(tarball, path)));
    expect(mentioning).toEqual([]);
  });

  it('is no larger than it has to be', () => {
    expect(statSync(tarball).size).toBeLessThan(mostBytes[name] ?? 0);
  });

  it('has code in lines, without which a stack trace has none', () => {
    const code = filesIn(tarball).filter((path) => /^dist\/.+\.js$/.test(path));
    const lines = code.flatMap((path) => textIn(tarball, path).split('\n'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(5_000);
    expect(lines.length).toBeGreaterThan(2_000);
  });

  it('has a README that stands alone, with no link into the repository', () => {
    const links = Array.from(textIn(tarball, 'README.md').matchAll(/\]\(([^)]+)\)|^\[.+\]:\s*(\S+)/gm));
    const targets = links.map(([, inline, reference]) => inline ?? reference ?? '');
    expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
  });

  it('bears the name and the license of the repository', () => {
    expect(packageJson(tarball)).toMatchObject({ name, license: 'MIT' });
    expect(textIn(tarball, 'LICENSE')).toContain('MIT License');
    expect(textIn(tarball, 'README.md')).toMatch(new RegExp(`^# ${name}\\b`));
  });
});

it('the command carries core with the names of its functions', () => {
  const command = packed.find(({ name }) => name === '@roostjs/cli')?.tarball ?? '';
  const code = filesIn(command).map((path) => textIn(command, path));
  expect(code.filter((text) => text.includes('function returnedInsteadOfRun('))).toHaveLength(1);
});

it('core depends on nothing', () => {
  const core = packed.find(({ name }) => name === '@roostjs/migrations-core');
  const fields = Object.keys(packageJson(core?.tarball ?? ''));
  expect(fields.filter((field) => /dependencies$/i.test(field) && field !== 'devDependencies')).toEqual([]);
});
