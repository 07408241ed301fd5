// Wrong command lines
import { nameOf } from '../support/migrations.ts';
import type { Refusal } from './refusal.ts';

const code = 'CLI.USAGE';
const a = nameOf(1, 'a');

const wrongNumbers = [
  ...['0', '-1', '1.5', 'two', '', '1e3', ' 1', '0x1'],
  ...['+1', '01', '１', 'Infinity', 'NaN', '1_000', '1n', '--pretend'],
];

export const usage: readonly Refusal[] = [
  { title: 'an unknown command', args: ['migrate:wipe'], code, names: ["'migrate:wipe'"] },
  { title: 'an unknown flag', args: ['migrate', '--frce'], code, names: ["'--frce'"] },
  { title: 'an unknown short flag', args: ['migrate', '-x'], code, names: ["'-x'"] },
  { title: 'a flag of another command', args: ['migrate:status', '--pretend'], code, names: ["'--pretend'"] },
  { title: 'an unknown flag before the command', args: ['--cwd', '.', 'migrate'], code, names: ["'--cwd'"] },
  {
    title: 'two forms of a report for one file',
    args: ['report', '--html', 'plan', '--markdown', './plan'],
    code: 'REPORT.FILES_SAME',
    names: ['--html', '--markdown', 'plan'],
  },
  { title: 'a value for a switch', args: ['migrate', '--step=2'], code, names: ['--step'] },
  { title: 'an argument too many', args: ['migrate', a], code, names: ['migrate', a] },
  {
    title: 'a name too many',
    args: ['make:migration', 'one', 'two'],
    code,
    names: ['make:migration', 'one', 'two'],
  },
  { title: '--no-d1-rules on a database of D1', args: ['migrate', '--no-d1-rules'], code, names: ['--file'] },
  ...[
    ['--remote'],
    ['--file', 'x.sqlite'],
    ['--env', 'x', '--from-schema', 'x.sql'],
    ['--no-d1-rules'],
    ['--rename', 'a:b'],
    ['--no-rename'],
    ['--from-drift', '--from-schema', 'x.sql'],
    ['--from-drift', '--create', 'x'],
    ['--from-schema', 'x.sql', '--columns', 'a:text'],
  ].map((flags) => ({
    title: `make:migration x ${flags.join(' ')}`,
    args: ['make:migration', 'x', ...flags],
    code,
    names: [flags[0] === '--no-rename' ? '--rename' : (flags[0] ?? '')],
  })),
  { title: 'make:migration without a name', args: ['make:migration'], code, names: ['name'] },
  {
    title: 'migrate:resolve without a migration',
    args: ['migrate:resolve', '--applied'],
    code,
    names: ['migration'],
  },
  {
    title: 'migrate:resolve without an outcome',
    args: ['migrate:resolve', a],
    code,
    names: ['--applied', '--rolled-back'],
  },
  ...['Migrate', 'migrate ', 'migrate:', 'rollback', 'make:migrations', ''].map((command) => ({
    title: `the unknown command ${JSON.stringify(command)}`,
    args: [command],
    code,
    names: [`'${command}'`],
  })),
  ...[
    ['migrate:status', '--step', '1'],
    ['migrate', '--batch', '1'],
    ['migrate:status', '--confirm', 'app-db'],
    ['migrate', '--Pretend'],
    ['migrate:rollback', '--pending'],
    ['migrate:reset', '--to', a],
    ['migrate:resolve', a, '--pretend'],
    ['migrate:repair', '--pretend'],
    ['migrate:verify', '--remote'],
    ['migrate:verify', '--pretend'],
    ['migrate:export', '--remote'],
    ['migrate:export', '--file', 'app.sqlite'],
    ['doctor', '--force'],
    ['make:migration', '--seeders', 'l', 'x'],
  ].map((args) => ({
    title: `a flag that the command does not have: ${args.join(' ')}`,
    args,
    code,
    names: args.slice(1).filter((argument) => argument.startsWith('--')),
  })),
  ...['--force=1', '--pretend=no', '--json=1', '--remote=yes', '--allow-changed=true'].map((flag) => ({
    title: `a value for the switch ${flag}`,
    args: ['migrate', flag],
    code,
    names: [flag],
  })),
  ...[
    ['migrate:repair', a],
    ['migrate:verify', a],
    ['migrate:export', a],
    ['doctor', a],
    ['migrate:resolve', a, a],
    ['migrate', '--', '--pretend'],
  ].map((args) => ({
    title: `an argument too many: ${args.join(' ')}`,
    args,
    code,
    names: [args[0] ?? '', args.at(-1) ?? ''],
  })),
  ...[
    ['migrate', '--to'],
    ['migrate', '-c'],
    ['migrate', '-e'],
    ['migrate:rollback', '--to'],
    ['migrate:rollback', '--step'],
    ['migrate:rollback', '--batch'],
    ['migrate:reset', '--confirm'],
    ['make:migration', 'x', '--create'],
    ['make:migration', 'x', '--table'],
  ].map((args) => ({
    title: `a flag without its value: ${args.join(' ')}`,
    args,
    code,
    names: [args.at(-1) ?? ''],
  })),
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
  ...['0', '-3', 'last', '', '1,2', '1-2'].map((number) => ({
    title: `migrate:rollback --batch ${JSON.stringify(number)}`,
    args: ['migrate:rollback', '--batch', number],
    code,
    names: ['--batch', number],
  })),
  ...[
    ['migrate:rollback', '--step', '1', '--batch', '1'],
    ['migrate:rollback', '--to', a, '--step', '1'],
    ['migrate:rollback', '--to', a, '--batch', '1'],
    ['migrate', '--remote', '--file', 'app.sqlite'],
    ['migrate', '--remote', '--persist-to', 'state'],
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
