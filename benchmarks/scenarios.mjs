// What is measured, as data: the database before a round, what is pending then, and the task that is timed.
import { floor } from './contenders/floor.mjs';
import { roostMjs, roostSql, roostTs, roostTsCold, roostTsWithDown } from './contenders/roost.mjs';
import { alikeMigrations, migrations, wideMigrations } from './migrations.mjs';

const none = [];
const tables = wideMigrations(20, 100);
const oneMore = migrations(1, 1000);

/**
 * Those of one name are run together. `withPeers`: by the other migrators too, where they have such a task. `seeded` are
 * recorded as applied without having run. `unit` is `mib` where it is the memory that counts.
 */
export const scenarios = [
  {
    name: 'nothing',
    title: 'Nothing to do, 100 applied',
    applied: migrations(100),
    pending: none,
    task: 'migrate',
    rounds: 11,
    contenders: [floor, roostTs],
    withPeers: true,
  },
  {
    name: 'fresh',
    title: '1,000 fresh',
    applied: none,
    pending: migrations(1000),
    task: 'migrate',
    rounds: 3,
    contenders: [floor, roostTs, roostTsCold, roostMjs, roostSql, roostTsWithDown],
    withPeers: true,
  },
  {
    name: 'fresh-5000',
    title: '5,000 fresh',
    applied: none,
    pending: migrations(5000),
    task: 'migrate',
    rounds: 2,
    contenders: [floor, roostTs],
  },
  {
    name: 'rollback',
    title: 'Rollback of 1,000',
    applied: migrations(1000),
    pending: none,
    task: 'rollback',
    rounds: 3,
    contenders: [floor, roostTsWithDown],
    withPeers: true,
  },
  {
    name: 'reset',
    title: 'Reset of 1,000',
    applied: migrations(1000),
    pending: none,
    task: 'reset',
    rounds: 3,
    contenders: [floor, roostTsWithDown],
  },
  ...besideTables('status', 'Status', 'status'),
  ...besideTables('one-more', 'One more', 'migrate'),
  ...[100, 10_000].map((count) => ({
    name: 'memory',
    title: `Peak memory of ${count.toLocaleString('en')} fresh`,
    applied: none,
    pending: migrations(count),
    task: 'migrate',
    rounds: 1,
    unit: 'mib',
    contenders: [floor, roostTs],
  })),
  {
    name: 'lint',
    title: 'Lint of 1,000',
    applied: migrations(1000),
    pending: none,
    task: 'lint',
    rounds: 3,
    contenders: [floor, roostTs],
  },
  ...[400, 2000].map((count) => ({
    name: 'lint-wide',
    title: `Lint of one with ${count.toLocaleString('en')} tables`,
    applied: wideMigrations(1, count),
    pending: none,
    task: 'lint',
    rounds: 3,
    contenders: [floor, roostTs],
  })),
  {
    name: 'verify',
    title: 'Verify of 500',
    applied: migrations(500),
    pending: none,
    task: 'verify',
    rounds: 3,
    contenders: [floor, roostTsWithDown],
  },
  {
    name: 'status-long',
    title: 'Status with 100,000 applied',
    applied: alikeMigrations(1),
    seeded: alikeMigrations(100_000).slice(1),
    pending: none,
    task: 'status',
    rounds: 3,
    contenders: [floor, roostMjs],
  },
];

/** On an empty database, and on one with 2,000 tables. */
function besideTables(name, title, task) {
  return [
    { where: 'on an empty database', applied: none },
    { where: 'beside 2,000 tables', applied: tables },
  ].map(({ where, applied }) => ({
    name,
    title: `${title} ${where}`,
    applied,
    pending: oneMore,
    task,
    rounds: 7,
    contenders: [floor, roostMjs],
  }));
}
