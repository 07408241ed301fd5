// Each command works on the command line as it is declared.
import { foreignTools } from '@roostjs/migrations-core';
import { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import type { AnyCommand } from '../src/command.ts';
import { tools } from '../src/commands/adopt/flags.ts';
import type { flags as migrateFlags } from '../src/commands/migrate/flags.ts';
import type { flags as rollbackFlags } from '../src/commands/rollback/flags.ts';
import { commands } from '../src/commands.ts';
import type { Flag } from '../src/flag.ts';
import { type CommonFlags, commonFlags, type FlagsOf } from '../src/flags.ts';
import { type Call, createProgram } from '../src/program.ts';

const all: readonly AnyCommand[] = commands;

async function parsed(line: string): Promise<Call> {
  const calls: Call[] = [];
  const stdout = { write: () => {}, hasColor: false, columns: undefined, live: null };
  const program = createProgram('1.2.3', stdout, async (call) => void calls.push(call));
  const words = (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
  await program.parseAsync(words, { from: 'user' });
  const [call] = calls;
  if (call === undefined) throw new Error(`roost ${line} calls no command.`);
  return call;
}

describe.each(all.map((command) => [command.name, command] as const))('%s', (name, command) => {
  const flags: readonly Flag[] = [...command.flags, ...commonFlags];
  const names = flags.map(({ syntax }) => new Option(syntax).attributeName());

  it('has no two flags of one name but --x and --no-x, and conflicts and implications only among them', () => {
    const written = flags.map(({ syntax }) => new Option(syntax).long);
    expect(new Set(written).size).toBe(written.length);
    for (const { conflicts = [], implies = {} } of flags) {
      expect(names).toEqual(expect.arrayContaining([...conflicts, ...Object.keys(implies)]));
    }
  });

  it.each(command.examples.map((example) => [example]))(
    'can be called as in its example: %j',
    async (example) => {
      expect((await parsed(`${name} ${example}`.trimEnd())).command.name).toBe(name);
    },
  );

  it('has something to run', async () => {
    expect(await command.load()).toBeTypeOf('function');
  });
});

describe('the flags that a command gets', () => {
  it('are those of its type', async () => {
    const flags: FlagsOf<typeof rollbackFlags> = {
      step: 2,
      useFiles: true,
      persistTo: 'state',
      d1Rules: false,
      color: true,
    };
    const call = await parsed('migrate:rollback --step 2 --use-files --persist-to state --no-d1-rules');
    expect(call.flags).toEqual(flags);
  });

  it('collect what is given several times', async () => {
    const flags: FlagsOf<typeof migrateFlags> = {
      allow: ['drop-table', 'drop-column'],
      remote: true,
      preview: true,
      d1Rules: true,
      ledger: 'log',
      color: false,
      json: true,
    };
    const call = await parsed(
      'migrate --allow drop-table --preview --ledger log --allow drop-column --no-color --json',
    );
    expect(call.flags).toEqual(flags);
  });

  it('come with what follows the name of the command', async () => {
    const flags: CommonFlags = { color: true };
    expect(await parsed('make:migration add_posts')).toMatchObject({ flags, given: ['add_posts'] });
  });
});

it('migrate:adopt reads the ledgers that core can read', () => {
  expect(tools).toEqual(foreignTools);
});
