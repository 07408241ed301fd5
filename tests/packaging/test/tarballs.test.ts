import { describe, expect, inject, it } from 'vitest';
import { filesIn, textIn } from './support/tarball.ts';

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

  it('bears the name and the license of the repository', () => {
    expect(packageJson(tarball)).toMatchObject({ name, license: 'MIT' });
    expect(textIn(tarball, 'LICENSE')).toContain('MIT License');
    expect(textIn(tarball, 'README.md')).toMatch(new RegExp(`^# ${name}\\b`));
  });
});

it('core depends on nothing', () => {
  const core = packed.find(({ name }) => name === '@roostjs/migrations-core');
  const fields = Object.keys(packageJson(core?.tarball ?? ''));
  expect(fields.filter((field) => /dependencies$/i.test(field) && field !== 'devDependencies')).toEqual([]);
});
