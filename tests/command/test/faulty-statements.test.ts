// A faulty statement, as lint and as a run tell of it: the same statement, the same words, the same place
import { expect, it } from 'vitest';
import { createsTable, nameOf } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];

async function wordsFor(sql: string, properties: string) {
  const call = `await db.run(${JSON.stringify(sql)});`;
  await using project = await projectWith({
    [`${a}.ts`]: createsTable('t'),
    [`${b}.ts`]: `export default { ${properties} async up(db) { ${call} } };`,
  });
  const linted = await project.roost(['migrate:lint']);
  const ran = await project.roost(['migrate']);
  expect([linted.exitCode, ran.exitCode]).toEqual([5, 1]);
  return [linted.stdout, ran.stderr];
}

const [recorded, direct] = ['', 'withinTransaction: false,'];

it.each([
  [recorded, 'UPDATE t SET id = nope(1)', 'offset 18'],
  [recorded, "INSERT INTO t (id) VALUES ('é',, 2)", 'offset 32'],
  [recorded, '/* why */ DELETE FROM t WHERE nope', 'offset 30'],
  [recorded, 'CREATE TABLE u (id,, x)', 'offset 19'],
  [recorded, 'ALTER TABLE t ADD COLUMN x DEFAULT (1) zork', 'offset 39'],
  [recorded, 'ALTER TABLE "t" ADD COLUMN x,', 'offset 28'],
  [direct, '  UPDATE t SET id = nope(1)', 'offset 20'],
  [direct, 'SELECT nope FROM t; SELECT 1', 'offset 7'],
  [direct, 'SELECT 1; SELECT nope FROM t', 'offset 7'],
  [direct, "SELECT ' at offset 1: SQLITE_ERROR', nope", 'offset 37'],
])('%sis placed alike by lint and by the run: %s', async (properties, sql, offset) => {
  for (const words of await wordsFor(sql, properties)) expect(words).toMatch(new RegExp(`at ${offset}\\b`));
});

it.each([
  [recorded, '-- c', '1 (-- c)', 'No SQL statements detected.'],
  [recorded, '/* c\n */', '1 (/* c)', 'SQL code did not contain a statement.'],
  [recorded, ' \n', '1 (empty)', 'No SQL statements detected.'],
  [recorded, ';', '1 (;)', 'SQL code did not contain a statement.'],
  [direct, '-- c', '1 (-- c)', 'No SQL statements detected.'],
])('%sa text without SQL is named by lint and by the run: %j', async (properties, sql, statement, reason) => {
  for (const words of await wordsFor(sql, properties)) {
    expect(words).toMatch(new RegExp(`[Ss]tatement ${statement.replaceAll(/[()*]/g, '\\$&')}`));
    expect(words).toContain(reason);
  }
});

it('a comment behind a write is no read', async () => {
  const call = "await db.batch([db.prepare('CREATE TABLE u (id)'), db.prepare('-- c')]);";
  await using project = await projectWith({ [`${a}.ts`]: `export default { async up(db) { ${call} } };` });
  const { error } = await project.json(['migrate']);
  expect(error).toMatchObject({
    code: 'MIGRATION.FAILED',
    details: { statement: { number: 2, sql: '-- c' }, report: { done: [] } },
  });
  expect(error?.message).toContain('failed at statement 2 (-- c): D1_ERROR: No SQL statements detected.');
});
