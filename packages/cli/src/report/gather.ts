// Reads and tries what a report says of a database and its pending migrations. Writes nothing.
import {
  isAssertion,
  type PendingPhases,
  type QueryReport,
  type ReplayedMigration,
} from '@roostjs/internal-core';
import { inlineValues, parametersOf, toSqlValue } from '@roostjs/internal-sql';
import {
  isRoostError,
  type LintReport,
  type LossPreview,
  type Migrator,
  type PretendedStep,
  type PretendReport,
  type SchemaStatus,
  type Sql,
  type StatusReport,
} from '@roostjs/migrations-core';
import { changedDiagram } from '../diagram/compare.ts';
import { diagramOf } from '../diagram/read.ts';
import { migrationPath } from '../migrations-folder/list.ts';
import { environmentOf, type Target } from '../target.ts';
import { pathFrom, withoutFolders } from './paths.ts';
import type { Drift, Refusal, Review, ReviewedDatabase, ReviewedStatement } from './review.ts';

/** What a review is made of. */
export type Material = {
  readonly database: ReviewedDatabase;
  readonly migrator: Migrator;
  readonly phases: () => Promise<PendingPhases>;
  /** Those of the application, on these pending migrations. */
  readonly queries: (names: readonly string[]) => Promise<QueryReport | null>;
  readonly lint: () => Promise<LintReport>;
  readonly now: Date;
  readonly place: ReviewPlace;
  /** Whether bound values are shown. */
  readonly values: boolean;
};

/** Where files are: the root of the repository, the migrations folder, and others that no text may name. */
export type ReviewPlace = {
  readonly root: string;
  readonly folder: string;
  readonly others: readonly string[];
};

/** Throws what status, lint and loading throw; a plan that is refused is part of the review. */
export async function gatherReview(material: Material): Promise<Review> {
  const { database, migrator, place, now } = material;
  const status = await migrator.status();
  const { migrations: phases, replay } = await material.phases();
  const before = (await replay([])).end;
  const { steps, end: after } = await replay(phases.map(({ name }) => name));
  const plan = await plannedOrRefused(migrator);
  const pending = status.migrations.filter(({ state }) => state === 'pending');
  const lint = await material.lint();
  const clean = (text: string): string => withoutFolders(text, [place.folder, place.root, ...place.others]);
  return {
    generatedAt: now.toISOString(),
    database,
    migrations: pending.map(({ name, replaces = [] }) => {
      const phase = phases.find((one) => one.name === name);
      const planned = plan.report?.steps.find((one) => one.name === name);
      const statements = steps.find((one) => one.name === name)?.statements ?? null;
      return {
        name,
        file: fileOf(place, name, 'up'),
        phase: phase?.phase ?? 'none',
        effects: phase?.effects ?? [],
        declared: phase?.declared ?? null,
        problem: phase === undefined || phase.problem === null ? null : clean(phase.problem),
        replaces,
        statements: statements === null ? null : statementsOf(statements, material.values),
        dependsOnRows: planned !== undefined && replaces.length === 0 && !runs(planned, statements),
      };
    }),
    refusal: plan.refusal === null ? null : { ...plan.refusal, message: clean(plan.refusal.message) },
    warnings: plan.report?.warnings ?? [],
    findings: lint.findings
      .filter(({ migration }) => pending.some(({ name }) => name === migration))
      .map((finding) => ({
        ...finding,
        message: clean(finding.message),
        file: fileOf(place, finding.migration, finding.direction),
      })),
    losses: plan.report === null ? null : lossesOf(plan.report),
    queries: await material.queries(phases.map(({ name }) => name)),
    drift: driftOf(status.schema),
    ...filesOf(status),
    diagram: changedDiagram(diagramOf(before), diagramOf(after)),
  };
}

type Plan = { readonly report: PretendReport | null; readonly refusal: Refusal | null };

async function plannedOrRefused(migrator: Migrator): Promise<Plan> {
  try {
    return { report: await migrator.migrate({ pretend: true }), refusal: null };
  } catch (error) {
    const isRefusal =
      isRoostError(error) && (error.code.startsWith('MIGRATION.') || error.code === 'LEDGER.ENVIRONMENT');
    if (!isRefusal) throw error;
    const { code, message, hint } = error;
    return { report: null, refusal: { code, message, hint } };
  }
}

function lossesOf({ losses, steps }: PretendReport): LossPreview {
  const unknown = steps.filter(({ statements }) => statements === null).map(({ name }) => name);
  return { losses, unknown };
}

/** A database as a report names it. */
export function databaseOf(target: Target): ReviewedDatabase {
  const environment = target.kind === 'file' ? null : environmentOf(target);
  const name = target.kind === 'file' ? (target.file.split(/[\\/]/).at(-1) ?? '') : target.name;
  return { name, kind: target.kind, environment };
}

type Statements = NonNullable<ReplayedMigration['statements']>;

/** Whether the plan for the real database has the same statements, perhaps after assertions about empty tables. */
function runs({ statements }: PretendedStep, others: Statements | null): boolean {
  if (statements === null || others === null) return false;
  const more = statements.length - others.length;
  return (
    more >= 0 &&
    statements.slice(0, more).every(({ sql }) => isAssertion(sql)) &&
    statements.slice(more).every(({ sql }, at) => sql === others[at]?.sql)
  );
}

function statementsOf(statements: Statements, withValues: boolean): readonly ReviewedStatement[] {
  return statements.flatMap(({ group }, index): readonly ReviewedStatement[] => {
    const texts = (some: Statements): readonly string[] => some.map((one) => textOf(one, withValues));
    if (group === undefined || group === null)
      return texts(statements.slice(index, index + 1)).map((sql) => ({ kind: 'one', sql }));
    if (statements[index - 1]?.group === group) return [];
    return [{ kind: 'group', does: group.does, sql: texts(statements.filter((one) => one.group === group)) }];
  });
}

function textOf({ sql, values }: Sql, withValues: boolean): string {
  const known = values.map(toSqlValue).filter((value) => value !== undefined);
  const isWhole = known.length === values.length && parametersOf(sql).length === values.length;
  return withValues && isWhole ? inlineValues(sql, known) : sql;
}

function fileOf({ root, folder }: ReviewPlace, name: string, direction: 'up' | 'down'): string | null {
  const file = migrationPath(folder, name, direction);
  return file === undefined ? null : pathFrom(root, file);
}

function driftOf(schema: SchemaStatus): Drift | null {
  return schema.state === 'drifted' ? { since: schema.since, changes: schema.changes } : null;
}

function filesOf({
  migrations,
}: StatusReport): Pick<Review, 'changedFiles' | 'renamedFiles' | 'missingFiles'> {
  const named = (state: string): readonly string[] =>
    migrations.filter((one) => one.state === state).map(({ name }) => name);
  return {
    changedFiles: named('changed'),
    renamedFiles: migrations
      .filter(({ state }) => state === 'renamed')
      .map(({ name, renamedFrom = [] }) => ({ name, from: renamedFrom })),
    missingFiles: named('missing'),
  };
}
