// Databases that were damaged: each told with a code and a hint, and none of them made worse
import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { clocks } from './damage/clocks.ts';
import { type Damage, database, type Outcome } from './damage/damage.ts';
import { files } from './damage/files.ts';
import { ledgers } from './damage/ledgers.ts';
import { logs } from './damage/logs.ts';
import type { Contents } from './support/contents.ts';
import { ledgerIn, rowsIn, tablesIn } from './support/database.ts';
import type { JsonAnswer } from './support/json-answer.ts';
import { createsTable, nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

let whole: Buffer;

beforeAll(async () => {
  await using project = await projectWith(tables('a', 'b', 'c'));
  expect(await project.roost(['migrate', '--file', database])).toMatchObject({ exitCode: 0 });
  whole = await readFile(project.path(database));
});

async function damagedProject({ damage, gone = [] }: Damage): Promise<Project> {
  const all = { ...tables('a', 'b', 'c'), [`${nameOf(4, 'd')}.ts`]: createsTable('d') };
  const present = Object.entries(all).filter(
    ([name]) => !gone.some((title) => name.endsWith(`_${title}.ts`)),
  );
  const project = await projectWith(Object.fromEntries(present));
  await writeFile(project.path(database), whole);
  damage(project.path(database));
  return project;
}

// The index of a log is made anew from the log by whoever opens it first.
function withoutIndex(contents: Contents): Contents {
  return Object.fromEntries(Object.entries(contents).filter(([path]) => !path.endsWith('-shm')));
}

async function isAnswered(damage: Damage, command: string, outcome: Outcome): Promise<void> {
  await using project = await damagedProject(damage);
  const before = withoutIndex(await project.contents());
  const { exitCode, error, result } = await project.json([...command.split(' '), '--file', database]);
  if (outcome.kind === 'refused') {
    expect([exitCode, error?.code]).toEqual([outcome.exitCode, outcome.code]);
    expect(error?.message).toContain(outcome.message);
    expect(withoutIndex(await project.contents())).toEqual(before);
  } else if (outcome.kind === 'shown') {
    expect([exitCode, error, statesIn(result)]).toEqual([0, undefined, outcome.states]);
    expect(withoutIndex(await project.contents())).toEqual(before);
  } else if (outcome.kind === 'found') {
    const failed = failedIn(result);
    expect([exitCode, failed.length]).toEqual([5, 1]);
    expect(failed[0]?.message).toContain(outcome.message);
    expect(withoutIndex(await project.contents())).toEqual(before);
  } else {
    expect([exitCode, error]).toEqual([0, undefined]);
    const file = project.path(database);
    const ledger = ledgerIn(file).map(({ migration, batch }) => `${titleOf(migration)}${batch}`);
    expect([ledger.join(' '), tablesIn(file).join(' ')]).toEqual([outcome.ledger, outcome.tables]);
    expect(rowsIn(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  }
}

function statesIn(result: JsonAnswer['result']): string {
  const migrations = result?.['migrations'] as { name: string; state: string }[];
  return migrations.map(({ name, state }) => `${titleOf(name)}:${state}`).join(' ');
}

function failedIn(result: JsonAnswer['result']): readonly { readonly message: string }[] {
  const findings = result?.['findings'] as { state: string; message: string }[];
  return findings.filter(({ state }) => state === 'failed');
}

function titleOf(name: string): string {
  return name.replace(/^\d+_/, '');
}

const matrix = { 'a ledger': ledgers, 'a file': files, 'a log': logs, 'a clock': clocks };

describe.concurrent.each(Object.entries(matrix))('%s', (_, damages) => {
  describe.concurrent.each(damages)('with $title', (damage) => {
    it.each(Object.entries(damage.outcomes))('is met by %s', (command, outcome) =>
      isAnswered(damage, command, outcome),
    );
  });
});
