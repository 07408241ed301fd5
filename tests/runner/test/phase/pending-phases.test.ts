// The phases of what is pending, and which of it can run apart from the rest.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { choosePhase, type DeployPhase, pendingPhases } from '@roostjs/internal-core';
import { createMigrator } from '@roostjs/migrations-core';
import { expect, it, onTestFinished } from 'vitest';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT)';

/** Of the migrations `2_…`, `3_…`, after one that has created users. */
async function phasesOf(...pending: readonly string[]) {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  await createMigrator({ database, migrations: { '1_users': users } }).migrate();
  const texts: readonly string[] = [users, ...pending];
  const entries = texts.map((text, at) => ({ name: `${at + 1}_m`, text, load: async () => text }));
  const first = { ...entries[0], name: '1_users', text: users, load: async () => users };
  const migrations = { list: async () => [first, ...entries.slice(1)] };
  return pendingPhases({ database, migrations, openScratch: () => openMemoryD1() });
}

async function chosen(phase: DeployPhase, ...pending: readonly string[]) {
  const split = await choosePhase(await phasesOf(...pending), phase);
  return [split.chosen.map(({ name }) => name), split.left.map(({ name }) => name)];
}

const email = 'ALTER TABLE users ADD COLUMN email TEXT';
const noNick = 'ALTER TABLE users DROP COLUMN nick';
const fill = "UPDATE users SET name = 'x' WHERE name IS NULL";

it('each pending migration has its phase, on the schema that those before it leave', async () => {
  const { migrations } = await phasesOf(email, noNick, fill, 'DROP TABLE users');
  expect(migrations.map(({ name, phase }) => `${name} ${phase}`)).toEqual([
    '2_m expand',
    '3_m contract',
    '4_m data',
    '5_m contract',
  ]);
  expect(migrations[1]?.effects).toEqual([{ phase: 'contract', subject: 'users.nick', what: 'is gone' }]);
});

it('a file can declare its phase, with a reason', async () => {
  const { migrations } = await phasesOf(`-- roost-phase expand: nothing reads it\n${noNick}`);
  expect(migrations).toMatchObject([{ phase: 'expand', declared: 'nothing reads it' }]);
  await expect(phasesOf(`-- roost-phase expand\n${noNick}`)).rejects.toMatchObject({ code: 'PHASE.INVALID' });
  await expect(phasesOf(`-- roost-phase expnad: x\n${noNick}`)).rejects.toMatchObject({
    code: 'PHASE.INVALID',
    details: { name: '2_m', phase: 'expnad' },
  });
});

it('what only changes rows runs with either phase', async () => {
  expect(await chosen('expand', email, noNick, fill)).toEqual([['2_m', '4_m'], ['3_m']]);
  expect(await chosen('contract', noNick, email, fill)).toEqual([['2_m', '4_m'], ['3_m']]);
});

it('a migration that belongs to both phases is refused', async () => {
  await expect(chosen('expand', `${email}; ${noNick}`)).rejects.toMatchObject({
    code: 'PHASE.MIXED',
    message: expect.stringContaining('Expand: users.email is new. Contract: users.nick is gone.'),
  });
});

it('a migration that fails has no phase', async () => {
  await expect(chosen('expand', 'ALTER TABLE nowhere ADD COLUMN a')).rejects.toMatchObject({
    code: 'PHASE.UNKNOWN',
    message: expect.stringContaining('no such table: nowhere'),
  });
});

it('an expand that needs a contract that would wait is refused', async () => {
  const again = 'ALTER TABLE users ADD COLUMN nick TEXT';
  await expect(chosen('expand', noNick, again)).rejects.toMatchObject({
    code: 'PHASE.ORDER',
    details: { name: '3_m', needs: ['2_m'] },
  });
});

it('a contract that needs an expand that would wait is refused', async () => {
  const cleaned = 'ALTER TABLE users ADD COLUMN email TEXT';
  const dropped = 'ALTER TABLE users DROP COLUMN email';
  await expect(chosen('contract', cleaned, dropped)).rejects.toMatchObject({
    code: 'PHASE.ORDER',
    details: { name: '3_m', needs: ['2_m'] },
  });
});

it('a phase alone is refused if another schema would come of it', async () => {
  const copy = 'CREATE TABLE copy AS SELECT * FROM users';
  await expect(chosen('expand', noNick, copy)).rejects.toMatchObject({
    code: 'PHASE.ORDER',
    message: expect.stringContaining('table copy'),
  });
});

it('a migration that reads is followed on tables without rows', async () => {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  const backfill = {
    async up(db: {
      prepare(sql: string): { all(): Promise<{ results: unknown[] }>; run(): Promise<unknown> };
    }) {
      const { results } = await db.prepare('SELECT id FROM users').all();
      await db.prepare(`ALTER TABLE users ADD COLUMN n${results.length} TEXT`).run();
    },
  };
  const entries = [
    { name: '1_users', load: async () => users },
    { name: '2_backfill', load: async () => backfill },
  ];
  const { migrations } = await pendingPhases({
    database,
    migrations: { list: async () => entries },
    openScratch: () => openMemoryD1(),
  });
  expect(migrations).toMatchObject([
    { phase: 'expand' },
    { phase: 'expand', effects: [{ subject: 'users.n0' }] },
  ]);
});
