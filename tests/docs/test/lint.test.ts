// docs/reference/lint.md: each rule has an entry, with an example that lint finds by that rule alone, and one that it does not find
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { roostHere } from '../../command/test/support/here.ts';
import { type Block, blocksOf, headingsOf } from './support/markdown.ts';
import { installQueryBuilders } from './support/reader.ts';
import { filesLike, root, textOf } from './support/repository.ts';

const page = textOf('docs/reference/lint.md');
const sections = page.split(/^### /m).slice(1);
const before = textOfBlock(blocksOf(page), 'before');

function textOfBlock(blocks: readonly Block[], word: string): string {
  const found = blocks.filter(({ info }) => info[1] === word);
  if (found.length !== 1) throw new Error(`There are ${found.length} blocks '${word}', not one.`);
  return found[0]?.text ?? '';
}

type Finding = { readonly rule: string; readonly allowed: string | null; readonly migration: string };

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'roost-lint-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** What the command says of the migrations in a folder. */
async function findingsIn(path: string): Promise<readonly Finding[]> {
  const args = ['migrate:lint', '--json', '--path', path];
  const { stdout, stderr, exitCode } = await roostHere(args, { cwd: path });
  const answer = JSON.parse(stdout) as { ok: boolean; result: { findings: readonly Finding[] } };
  expect([answer.ok, stderr]).toEqual([exitCode === 0, '']);
  return answer.result.findings;
}

type File = string | { readonly name: string; readonly text: string };

async function rulesFoundIn(...migrations: readonly File[]): Promise<readonly string[]> {
  const path = folder();
  // As in a project that has the command installed.
  mkdirSync(join(path, 'node_modules/@roostjs'), { recursive: true });
  symlinkSync(join(root, 'packages/cli'), join(path, 'node_modules/@roostjs/cli'));
  installQueryBuilders(path);
  for (const [index, file] of migrations.entries()) {
    const { name, text } = typeof file === 'string' ? { name: `${index + 1}_example`, text: file } : file;
    writeFileSync(join(path, `${name}.ts`), text);
  }
  return [
    ...new Set(
      (await findingsIn(path))
        .filter(({ allowed }) => allowed === null)
        .map(({ rule, migration }) => `${migration} ${rule}`),
    ),
  ];
}

const rules = [
  ...textOf('packages/migrations-core/src/lint/rules/catalog.ts').matchAll(/name: '([a-z0-9-]+)'/g),
].map(([, name = '']) => name);

it('has an entry for each rule, and no other', () => {
  const entries = headingsOf(page, 3).map((heading) => heading.replaceAll('`', ''));
  expect(entries.toSorted()).toEqual(rules.toSorted());
});

it('begins with a migration of which there is nothing to say', async () => {
  expect(await rulesFoundIn(before)).toEqual([]);
});

describe.each(sections.map((section) => [section.split('\n')[0]?.replaceAll('`', '') ?? '', section]))(
  'the example of %s',
  (rule, section) => {
    const blocks = blocksOf(section);

    /** A block may name its file: `name=1_tags`. */
    function fileOf(word: string): { readonly name: string; readonly text: string } {
      const info = blocks.find((block) => block.info[1] === word)?.info ?? [];
      const named = info.find((one) => one.startsWith('name='))?.slice('name='.length);
      return { name: named ?? '2_example', text: textOfBlock(blocks, word) };
    }

    it('is found by that rule alone', async () => {
      const file = fileOf('finds');
      expect(await rulesFoundIn(before, file)).toEqual([`${file.name} ${rule}`]);
    });

    it('is no finding once it is corrected', async () => {
      expect(await rulesFoundIn(before, fileOf('corrected'))).toEqual([]);
    });
  },
);

describe('the migrations of the documents', () => {
  const pages = filesLike('*.md', 'docs/**/*.md', 'packages/*/README.md', 'apps/*/README.md');
  const found = pages
    .filter((path) => path !== 'docs/reference/lint.md')
    .flatMap((path) =>
      blocksOf(textOf(path))
        .filter(({ text, info }) => info[0] === 'ts' && isMigration(text))
        .map((block) => [`${path}:${block.line}`, block] as const),
    );

  function isMigration(text: string): boolean {
    return /^export default \{/m.test(text) && text.includes('up(db');
  }

  it('are some', () => {
    expect(found.length).toBeGreaterThan(0);
  });

  /** The files that a page has written before this one, which its reader has by then. */
  function writtenBefore(place: string): readonly string[] {
    const [path] = place.split(':');
    const onPage = found.filter(([other, { info }]) => other.startsWith(`${path}:`) && isFile(info));
    return onPage
      .slice(
        0,
        onPage.findIndex(([other]) => other === place),
      )
      .map(([, { text }]) => text);
  }

  function isFile(info: readonly string[]): boolean {
    return info.some((word) => word.startsWith('file='));
  }

  it.each(found)('%s is no finding', async (place, { text, info }) => {
    // A file comes after the page's earlier files. Any other either creates its own table or changes the usual ones.
    const usual = text.includes('CREATE TABLE') ? [] : [before];
    const others = isFile(info) ? writtenBefore(place) : usual;
    // A page may show a migration that fails, and says so; lint sees it too.
    const expected = info.includes('fails') ? [`${others.length + 1}_example failing-statement`] : [];
    expect(await rulesFoundIn(...others, text)).toEqual(expected);
  });

  it('of the example application are no findings', async () => {
    expect(await findingsIn(join(root, 'apps/example/database/migrations'))).toEqual([]);
  });
});
