// What is found when the migrations of two branches run in either order
import { openLocalCopy, openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { type BranchReport, checkBranches, type OrderProblem } from '@roostjs/internal-core';
import type { Migration, MigrationEntry } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { common, commuting, conflicts } from './pairs.ts';

/** Name → statements, or a migration. The text of a file is what it runs. */
type Files = Readonly<Record<string, readonly string[] | Migration>>;

function sourceOf(files: Files) {
  const entries = Object.entries(files).map(
    ([name, file]): MigrationEntry => ({
      name,
      checksum: Array.isArray(file) ? file.join(';') : name,
      load: async () => (Array.isArray(file) ? sqlMigration(file) : file),
    }),
  );
  return { list: async () => entries };
}

function check(
  ancestor: Files,
  branch: Files,
  base: Files,
  openScratch = () => openMemoryD1(),
): Promise<BranchReport> {
  return checkBranches({
    ancestor: sourceOf(ancestor),
    branch: sourceOf(branch),
    base: sourceOf(base),
    openScratch,
    rules: brokenRule,
    remedyFor,
  });
}

/** Both still have all of the ancestor. */
function checkAdded(ancestor: Files, branch: Files, base: Files): Promise<BranchReport> {
  return check(ancestor, { ...ancestor, ...branch }, { ...ancestor, ...base });
}

function inShort(problem: OrderProblem): string {
  if (problem.kind === 'fails') return `${problem.order} fails ${problem.objects.join(',')}`;
  if (problem.kind === 'rows') return `rows ${problem.table}`;
  const columns = problem.columns.length === 0 ? '' : `(${problem.columns.join(',')})`;
  return `${problem.type} ${problem.name}${columns}`;
}

describe('two branches', () => {
  it.each(conflicts)('conflict: $title', async ({ branch, base, found, common: own = common }) => {
    const report = await checkAdded({ '1_common': own }, { '2_branch': branch }, { '3_base': base });
    const [finding, ...others] = report.findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'order', branch: '2_branch', base: '3_base', branchIsOlder: true });
    if (finding?.kind !== 'order') throw new Error('The order was expected to matter.');
    expect(finding.problems.map(inShort)).toEqual(found);
  });

  it.each(commuting)('commute: $title', async ({ branch, base, common: own = common }) => {
    expect(await checkAdded({ '1_common': own }, { '2_branch': branch }, { '3_base': base })).toEqual({
      common: 1,
      branch: ['2_branch'],
      base: ['3_base'],
      findings: [],
      unstable: [],
    });
  });
});
