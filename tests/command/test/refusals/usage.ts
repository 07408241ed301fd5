// Wrong command lines
import { nameOf } from '../support/migrations.ts';
import type { Refusal } from './refusal.ts';

const code = 'CLI.USAGE';
const a = nameOf(1, 'a');

const wrongNumbers = ['0', '-1', '1.5', 'two', '', '1e3', ' 1', '0x1'];

export const usage: readonly Refusal[] = [
  { title: 'an unknown command', args: ['migrate:fresh'], code, names: ["'migrate:fresh'"] },
  { title: 'an unknown flag', args: ['migrate', '--frce'], code, names: ["'--frce'"] },
  { title: 'an unknown short flag', args: ['migrate', '-x'], code, names: ["'-x'"] },
  { title: 'a flag of another command', args: ['migrate:status', '--pretend'], code, names: ["'--pretend'"] },
  { title: 'an unknown flag before the command', args: ['--cwd', '.', 'migrate'], code, names: ["'--cwd'"] },
  { title: 'a value for a switch', args: ['migrate', '--step=2'], code, names: ['--step'] },
  { title: 'an argument too many', args: ['migrate', a], code, names: ['migrate', a] },
  {
    title: 'a name too many',
    args: ['make:migration', 'one', 'two'],
    code,
    names: ['make:migration', 'one', 'two'],
  },
  { title: '--no-d1-rules on a database of D1', args: ['migrate', '--no-d1-rules'], code, names: ['--file'] },
  { title: 'make:migration without a name', args: ['make:migration'], code, names: ['name'] },
  { title: 'migrate:resolve without a name', args: ['migrate:resolve', '--applied'], code, names: ['name'] },
  {
    title: 'migrate:resolve without an outcome',
    args: ['migrate:resolve', a],
    code,
    names: ['--applied', '--rolled-back'],
  },
  ...['--path', '--ledger', '--file', '--config', '--env', '--database', '--persist-to', '--cwd'].map(
    (flag) => ({
      title: `${flag} without its value`,
      args: ['migrate', flag],
      code,
      names: [flag],
    }),
  ),
  ...wrongNumbers.map((number) => ({
    title: `migrate:rollback --step ${JSON.stringify(number)}`,
    args: ['migrate:rollback', '--step', number],
    code,
    names: ['--step', number],
  })),
  ...['0', '-3', 'last'].map((number) => ({
    title: `migrate:rollback --batch ${JSON.stringify(number)}`,
    args: ['migrate:rollback', '--batch', number],
    code,
    names: ['--batch', number],
  })),
  ...[
    ['migrate:rollback', '--step', '1', '--batch', '1'],
    ['make:migration', 'x', '--create', 'a', '--table', 'b'],
    ['migrate:resolve', a, '--applied', '--rolled-back'],
    ['migrate', '--file', 'app.sqlite', '--env', 'staging'],
    ['migrate', '--file', 'app.sqlite', '--database', 'DB'],
    ['migrate', '--file', 'app.sqlite', '--persist-to', 'state'],
  ].map((args) => ({
    title: `flags that contradict each other: ${args.join(' ')}`,
    args,
    code,
    names: args.filter((argument) => argument.startsWith('--')),
  })),
];
