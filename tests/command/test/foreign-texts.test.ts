// Names, messages and SQL that hold more than text, through every command: nothing of it reaches a terminal or a log raw.
import { describe, expect, it } from 'vitest';
import { prepareDatabase } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const hostile = 'x\u001B[8m\u009B2J\u202E\u200B\u2028\u007F\r##[add-mask]\n  ::error::pwned';
const quoted = (text: string) => `"${text}"`;
// What paint() writes; all else that is not text is somebody else's.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ownColours = /\u001B\[(?:1|2|22|31|32|33|36|39)m/g;

function expectText(
  ended: { readonly stdout: string; readonly stderr: string },
  args: readonly string[] = [],
): void {
  for (const output of [ended.stdout, ended.stderr]) {
    const text = output.replaceAll(ownColours, '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text, args.join(' ')).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u2028\u202E]/);
    expect(text, args.join(' ')).not.toMatch(/^\s*::|##\[/m);
  }
}

/** A ledger with a hostile name whose file is gone, and a schema of such names; a migration that fails with such words. */
async function hostileProject(): Promise<Project> {
  const project = await projectWith({
    [`${nameOf(1, 'a')}.ts`]: migration(runs('CREATE TABLE a (id)'), runs('DROP TABLE a')),
  });
  await project.roost(['migrate']);
  prepareDatabase(
    project.database,
    `INSERT INTO migrations (migration, batch, state) VALUES ('20250101000000_${hostile}', 1, 'applied');
     CREATE TABLE ${quoted(hostile)} (${quoted(hostile)} TEXT CHECK (${quoted(hostile)} <> '${hostile}'));
     INSERT INTO ${quoted(hostile)} VALUES ('a row');
     CREATE TRIGGER stop BEFORE DELETE ON a BEGIN SELECT raise(ABORT, '${hostile}'); END;
     INSERT INTO a VALUES (1);`,
  );
  await project.write({
    [`database/migrations/${nameOf(2, 'b')}.ts`]: migration(
      runs(`DROP TABLE ${quoted(hostile)}`, `-- ${hostile.replace('\n', ' ')}\nDELETE FROM a`),
    ),
  });
  return project;
}

// Those that change nothing, or nothing that the others look at.
const looks: readonly (readonly string[])[] = [
  ['migrate:status'],
  ['migrate:status', '--json'],
  ['migrate', '--pretend'],
  ['migrate', '--pretend', '--json'],
  ['migrate', '--rehearse'],
  ['migrate'],
  ['migrate', '--to', hostile],
  ['migrate:rollback', '--pretend'],
  ['migrate:rollback', '--json'],
  ['migrate:reset'],
  ['migrate:fresh', '--pretend'],
  ['migrate:resolve', `20250101000000_${hostile}`, '--applied'],
  ['migrate:lint'],
  ['migrate:lint', '--format', 'github'],
  ['migrate:verify'],
  ['migrate:squash', '--pretend'],
  ['migrate:install', '--ledger', hostile],
  ['schema:dump', '--check', 'wrangler.jsonc'],
  ['schema:types', '--check', 'wrangler.jsonc'],
  ['doctor'],
  ['make:migration', hostile],
  ['migrate:status', '--env', hostile],
  ['migrate:status', '--config', hostile],
  ['migrate:status', `--${hostile}`, '--json'],
  [hostile],
];

describe('texts of others', () => {
  it('do nothing in the output of any command', { timeout: 240_000 }, async () => {
    await using project = await hostileProject();
    for (const args of looks) {
      const ended = await project.roost(args, { env: { FORCE_COLOR: '1' } });
      const isOwn = args.includes('github') ? /^::(?=error|warning|notice)/gm : /^$/g;
      expectText({ ...ended, stdout: ended.stdout.replaceAll(isOwn, '') }, args);
      if (args.includes('--json')) expect(JSON.parse(ended.stdout)).toHaveProperty('ok');
    }
  });

  it('in a ledger and a schema leave every command usable', async () => {
    await using project = await hostileProject();
    const { stdout } = await project.roost(['migrate:status']);
    expect(stdout).toContain(
      'missing      1  20250101000000_x\\u001b[8m\\u009b2J\\u202e\\u200b\\u2028\\u007f\\u000d\\u0023#[add-mask]\\n  ::error::pwned\n',
    );
    const status = await project.json(['migrate:status']);
    expect(JSON.stringify(status)).toContain(JSON.stringify(hostile).slice(1, -1));
  });

  it.each(['\u001B[8m', '\u202E', '\u200B'])(
    'are refused in the name of a migration: %j',
    async (character) => {
      await using project = await projectWith({
        [`${nameOf(1, 'a')}.ts`]: migration(runs('CREATE TABLE a (id)')),
        [`${nameOf(2, `b${character}c`)}.ts`]: migration(runs('CREATE TABLE b (id)')),
      });
      const before = await project.contents();
      const ended = await project.roost(['migrate']);
      expect([ended.exitCode, ended.stderr]).toEqual([
        2,
        expect.stringContaining('[MIGRATION.NAME_INVALID]'),
      ]);
      expectText(ended);
      expect(await project.contents()).toEqual(before);
    },
  );
});
