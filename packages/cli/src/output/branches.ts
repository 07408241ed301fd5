// What migrate:check has found: each conflict as two files, what happens in either order, and what to do.
import { isAbsolute, relative } from 'node:path';
import type {
  BranchFinding,
  BranchOrder,
  BranchReport,
  BranchSide,
  FileState,
  OrderProblem,
} from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Base } from '../branches/base.ts';
import type { Context, Output } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { migrationPath } from '../migrations-folder/list.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../target.ts';
import { annotation } from './annotations.ts';
import { oneLine } from './one-line.ts';
import { count, duration, margin, nextLead, paint, warningLead } from './style.ts';
import { targetName } from './target-name.ts';

export type CheckedBranches = {
  /** The value of `--base`. */
  readonly given: string;
  /** This branch's folder of migrations. */
  readonly migrations: string;
  readonly base: Pick<Base, 'shown' | 'fileOf'>;
  /** The database of which copies were used; undefined if empty ones were. */
  readonly target: Target | undefined;
  readonly report: BranchReport;
  /** Milliseconds. */
  readonly took: number;
  readonly format: 'text' | 'github';
};

export function branchesOutcome(context: Context, checked: CheckedBranches): Outcome {
  const { base, target, report, format } = checked;
  const { findings } = report;
  const isForGithub = format === 'github';
  return {
    exitCode: findings.length === 0 ? exitCodes.done : exitCodes.findings,
    result: {
      against: base.shown,
      ...report,
      findings: findings.map((finding) => withFiles(checked, finding)),
    },
    target,
    text: isForGithub
      ? findings.map((finding) => annotated(context, checked, finding)).join('')
      : findings.map((finding) => findingText(context, checked, finding)).join('\n'),
    form: isForGithub ? 'as is' : 'prose',
    summary: summaryText(context.stderr, checked),
  };
}

function findingText({ cwd, stdout }: Context, checked: CheckedBranches, finding: BranchFinding): string {
  const lines = detailLines(cwd, checked, finding).map((line) => `  ${line}`);
  const title = `${paint(stdout, 'red', titleOf(finding))} ${margin}${namesOf(finding)}`;
  return `${[title, ...lines, `${nextLead(stdout)}${adviceOn(checked, finding)}`].join('\n')}\n`;
}

function titleOf(finding: BranchFinding): string {
  if (finding.kind === 'changed') return 'changed';
  return finding.kind === 'fails-alone' ? 'fails' : 'conflict';
}

function namesOf(finding: BranchFinding): string {
  if (finding.kind === 'order') return `${inline(finding.branch)} and ${inline(finding.base)}`;
  return inline(finding.migration);
}

function detailLines(cwd: string, checked: CheckedBranches, finding: BranchFinding): readonly string[] {
  const name = inline(checked.given);
  if (finding.kind === 'changed')
    return [`on this branch: ${stateTexts[finding.branch]}`, `on ${name}: ${stateTexts[finding.base]}`];
  if (finding.kind === 'fails-alone') return [inline(finding.message), aloneText(finding.side, name)];
  return [
    `only on this branch: ${inline(shownFile(cwd, checked, 'branch', finding.branch))}`,
    `only on ${name}: ${inline(shownFile(cwd, checked, 'base', finding.base))}`,
    ...finding.problems.flatMap((problem) => problemLines(problem, name)),
  ];
}

/** As the user finds it; the name alone if there is no file of it. */
function shownFile(cwd: string, checked: CheckedBranches, side: BranchSide, name: string): string {
  const file = fileOf(checked, side, name);
  if (file === undefined) return name;
  return isAbsolute(file) ? relative(cwd, file) : file;
}

function fileOf({ migrations, base }: CheckedBranches, side: BranchSide, name: string): string | undefined {
  return side === 'branch' ? migrationPath(migrations, name) : base.fileOf(name);
}

function withFiles(checked: CheckedBranches, finding: BranchFinding): object {
  if (finding.kind !== 'order') return finding;
  const file = (side: BranchSide): string | null => fileOf(checked, side, finding[side]) ?? null;
  return { ...finding, files: { branch: file('branch'), base: file('base') } };
}

const stateTexts: Readonly<Record<FileState, string>> = {
  same: 'as both had it',
  edited: 'edited',
  deleted: 'deleted',
  renamed: 'renamed',
  added: 'added, with another text',
};

function aloneText(side: 'branch' | 'base' | 'common', name: string): string {
  if (side === 'common') return 'Both branches have it, and it fails without what is new on either.';
  return side === 'branch'
    ? `It is only on this branch, and fails without what is new on ${name} too.`
    : `It is only on ${name}, and fails without what is new on this branch too.`;
}

function problemLines(problem: OrderProblem, name: string): readonly string[] {
  const order = (one: BranchOrder): string => orderText(one, name);
  if (problem.kind === 'fails')
    return [
      `${order(problem.order)}: ${inline(problem.message)}`,
      ...(problem.objects.length === 0
        ? []
        : [`  concerns ${problem.objects.map((object) => inline(object)).join(', ')}`]),
    ];
  if (problem.kind === 'rows') {
    const total = problem.only.map(({ order: one, rows }) => `${count(rows, 'row')} only in ${order(one)}`);
    return [`the rows of table ${inline(problem.table)} differ: ${total.join(', ')}`];
  }
  const columns =
    problem.columns.length === 0 ? '' : ` (${problem.columns.map((column) => inline(column)).join(', ')})`;
  return [
    `${problem.type} ${inline(problem.name)} differs${columns}`,
    ...problem.texts.map(
      ({ order: one, sql }) => `  ${order(one)}: ${sql === null ? 'not there' : inline(oneLine(sql))}`,
    ),
  ];
}

function orderText(order: BranchOrder, name: string): string {
  if (order === 'by-name') return 'by name';
  return order === 'base-then-branch' ? `${name}, then this branch` : `this branch, then ${name}`;
}

function adviceOn({ given }: CheckedBranches, finding: BranchFinding): string {
  const name = inline(given);
  if (finding.kind === 'changed')
    return 'Databases that have applied it keep what it did before: restore the file, and make the change in a new migration.';
  if (finding.kind === 'fails-alone') return 'Fix it first: roost migrate:verify tries each migration.';
  const { problems, branchIsOlder, branch, base } = finding;
  const failsLast = problems.some((one) => one.kind === 'fails' && one.order === 'base-then-branch');
  const merge = `Merge ${name} into this branch before it is deployed`;
  const newer = branchIsOlder ? ` give '${inline(branch)}' a name that comes after '${inline(base)}'` : '';
  if (failsLast)
    return `${merge}, then rewrite '${inline(branch)}' to run after '${inline(base)}'${newer === '' ? '' : `, and${newer}`}.`;
  return `${merge}${newer === '' ? ', so that every database runs them in this order' : `, and${newer}, so that every database runs them in this order`}.`;
}

function summaryText(stderr: Output, { given, base, target, report, took }: CheckedBranches): string {
  const { common, branch, base: onBase, findings, unstable } = report;
  const place = target === undefined ? '' : `, on copies of ${targetName(target)}`;
  const name = inline(given);
  const sizes = `${count(branch.length, 'migration')} only on this branch, ${onBase.length} only on ${name}, ${common} on both${place}`;
  const found = findings.length === 0 ? verdict(report) : `${count(findings.length, 'finding')}`;
  const missing =
    base.shown.kind === 'ref' && !base.shown.hasFolder
      ? `${warningLead(stderr)}${name} does not have the migrations folder: if it was renamed, what is new in the other one was not compared.\n`
      : '';
  const columns = unstable.map(({ table, column }) => `${inline(table)}.${inline(column)}`);
  const left =
    columns.length === 0
      ? ''
      : `${warningLead(stderr)}not compared, because the values differ from run to run: ${columns.join(', ')}\n`;
  return `${missing}${left}${sizes}: ${found} (${duration(took)}).\n`;
}

function verdict({ branch, base }: BranchReport): string {
  return branch.length === 0 || base.length === 0 ? 'nothing to compare' : 'the order does not matter';
}

function annotated(context: Context, checked: CheckedBranches, finding: BranchFinding): string {
  const { cwd } = context;
  const name = finding.kind === 'order' ? finding.branch : finding.migration;
  return annotation(context, {
    level: 'error',
    file: fileOf(checked, 'branch', name) ?? null,
    line: null,
    title: `${titleOf(finding)}: ${finding.kind === 'order' ? `${finding.branch} and ${finding.base}` : name}`,
    text: [...detailLines(cwd, checked, finding), '', adviceOn(checked, finding)].join('\n'),
  });
}
