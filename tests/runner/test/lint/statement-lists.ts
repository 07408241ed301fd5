// Migrations written as lists of statements, and what lint finds in them.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { type LintFinding, type LintReport, lintMigrations, type Migration } from '@roostjs/migrations-core';

/** Statements of one migration; `down` if it has one. */
export type Written = { readonly up: readonly string[]; readonly down?: readonly string[] };

export function migrationOf({ up, down }: Written): Migration {
  const running =
    (statements: readonly string[]): Migration['up'] =>
    async (db) => {
      for (const sql of statements) await db.prepare(sql).run();
    };
  return down === undefined ? { up: running(up) } : { up: running(up), down: running(down) };
}

/** Lints migrations 1, 2, … of these statements; an array is an up() alone. */
export function lint(...migrations: (Written | readonly string[])[]): Promise<LintReport> {
  const written = migrations.map((one): Written => (isAlone(one) ? { up: one } : one));
  const entries = written.map((one, index) => [`${index + 1}_m`, migrationOf(one)]);
  return lintMigrations({
    migrations: Object.fromEntries(entries),
    openScratch: openMemoryD1,
    rules: brokenRule,
  });
}

function isAlone(one: Written | readonly string[]): one is readonly string[] {
  return Array.isArray(one);
}

/** `rule migration.statement`, with `down` if it is one. */
export function placeOf({ rule, migration, direction, statement }: LintFinding): string {
  const number = migration.replace(/_.*/, '');
  const where = direction === 'down' ? ' down' : '';
  return `${rule} ${number}.${statement?.number ?? 'all'}${where}`;
}

export async function placesIn(...migrations: Parameters<typeof lint>): Promise<readonly string[]> {
  return (await lint(...migrations)).findings.map(placeOf);
}
