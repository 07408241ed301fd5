import { describe, expect, it } from 'vitest';
import { commands } from '../src/commands.ts';
import { answerText, completionScript } from '../src/completion/shells.ts';
import { wantedAt } from '../src/completion/wanted.ts';

/** What is wanted at the end of a command line; a blank at its end begins a new word. */
function wanted(line: string) {
  const at = wantedAt(commands, line.split(' ').slice(1));
  return at.kind === 'words' ? at.words.map(({ word }) => word) : at;
}

describe('what a command line needs at its end', () => {
  it('is a command', () => {
    expect(wanted('roost mig')).toEqual([...commands.map(({ name }) => name), 'help']);
    expect(wanted('roost help mig')).toEqual(commands.map(({ name }) => name));
  });

  it('is a flag of the command that is not given yet, or may be given again', () => {
    const flags = wanted('roost migrate --step --allow drop-table --');
    expect(flags).toEqual(expect.arrayContaining(['--pretend', '--remote', '--allow', '--json', '--help']));
    expect(flags).not.toContain('--step');
    expect(flags).not.toContain('--batch');
  });

  it.each([
    ['roost migrate --to ', 'migration', {}],
    ['roost migrate --path db --to 2026', 'migration', { path: 'db' }],
    ['roost migrate --path=db --env ', 'environment', { path: 'db' }],
    ['roost migrate --dry-run --persist-to ', 'dir', {}],
    ['roost migrate:resolve ', 'migration', {}],
    ['roost db:seed users ', 'seeder', {}],
    ['roost import ', 'folder', {}],
  ])('is what the flag or the argument names: %s', (line, name, flags) => {
    expect(wanted(line)).toMatchObject({ kind: 'value', before: '', name, flags });
  });

  it('is a value after the equals sign', () => {
    expect(wanted('roost migrate --to=2026')).toMatchObject({
      before: '--to=',
      written: '2026',
      name: 'migration',
    });
    expect(wanted('roost migrate:lint --format=g')).toEqual(['--format=text', '--format=github']);
  });

  it('is one of the choices', () => {
    expect(wanted('roost migrate:lint --format ')).toEqual(['text', 'github']);
    expect(wanted('roost migrate:adopt --ledger-of d')).toContain('drizzle');
  });

  it.each(['roost migrat --', 'roost migrate extra ', 'roost help migrate '])(
    'is nothing known: %s',
    (line) => {
      expect(wanted(line)).toEqual([]);
    },
  );
});

describe('an answer', () => {
  const candidates = [{ word: 'migrate:status', summary: 'show: the state' }];

  it('has the form that each shell reads', () => {
    expect(answerText('bash', candidates)).toBe('migrate:status\n');
    expect(answerText('zsh', candidates)).toBe('migrate\\:status:show: the state\n');
    expect(answerText('fish', candidates)).toBe('migrate:status\tshow: the state\n');
    expect(answerText('powershell', candidates)).toBe('migrate:status\tshow: the state\n');
    expect(answerText('fish', 'folders')).toBe(':folders\n');
  });
});

// PowerShell is on no machine that these tests run on.
it('the script for PowerShell registers a completer that asks roost', () => {
  const script = completionScript('powershell');
  expect(script).toContain('Register-ArgumentCompleter -Native -CommandName roost');
  expect(script).toContain("completion powershell '--' @before");
});
