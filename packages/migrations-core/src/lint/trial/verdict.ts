// Decides whether a migration loses anything by running it on a sample. If it runs on no sample, only reading its
// statements decides.
import { nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../../database/d1.ts';
import type { SchemaObject } from '../../database/schema.ts';
import { belongsTo, isVirtual, keptBy } from '../../database/shadow-tables.ts';
import { isRoostError } from '../../errors.ts';
import { relevantObjects } from '../trace/relevant-objects.ts';
import { hasConflictClause, inOrder, type Schema, type Table, tableIn } from '../trace/schema.ts';
import type { OpenScratch } from '../trace/schema-replica.ts';
import type { Restored, SeenLoss, Verdict } from '../trace/seen-loss.ts';
import type { Step } from '../trace/trace.ts';
import { acceptedRows, rowsOfSomeTables } from './accepted-rows.ts';
import { lostCounters } from './counters.ts';
import { type Kinds, nextKinds } from './kinds.ts';
import { largestLimit, literalsOf } from './literals.ts';
import { lossesOf, namesOf } from './losses.ts';
import { type Outcome, outcomeOf } from './lost-values.ts';
import { insertsOf, type Row } from './rows.ts';
import { sampleOf } from './sample.ts';
import { createSample, type TrialSetup } from './trial-run.ts';

export type TrialInput = {
  readonly open: OpenScratch;
  /** The schema before the migration. */
  readonly schemaBeforeUp: Schema;
  /** For a down(), the steps of its up() and then its own. */
  readonly steps: readonly Step[];
  /** The index of the first step whose losses are wanted. */
  readonly from: number;
  readonly isAtomic: boolean;
};

const harmless: Verdict = {
  kind: 'seen',
  losses: [],
  restored: [],
  counters: [],
  unfilled: new Set(),
};
const unseen: Verdict = { kind: 'unseen', counters: [] };

export async function verdictOf(input: TrialInput): Promise<Verdict> {
  const { steps, from } = input;
  if (!steps.slice(from).some(canLose)) return harmless;
  if (steps.some(({ error, refused }) => error !== null || refused !== null)) return unseen;
  const setup = setupOf(input);
  if ([...setup.start.tables.values()].length === 0) return harmless;
  const trial = await bestTrial(setup, steps);
  const counters = await lostCounters(setup, trial === null ? [] : insertsOf(trial.rows), steps);
  const withinOwn = <T extends { readonly at: number }>(all: readonly T[]): readonly T[] =>
    all.filter(({ at }) => at >= from).map((one) => ({ ...one, at: one.at - from }));
  return trial === null
    ? { kind: 'unseen', counters: withinOwn(counters) }
    : {
        kind: 'seen',
        losses: withinOwn(trial.losses),
        restored: withinOwn(trial.restored),
        counters: withinOwn(counters),
        unfilled: unfilledBy(setup, trial.rows, steps),
      };
}

/** What a migration loses of these rows. */
type Trial = {
  readonly rows: readonly Row[];
  readonly losses: readonly SeenLoss[];
  readonly restored: readonly Restored[];
};

/** With the rows that all tables take, or, if one takes none or the migration fails on them, without their CHECKs. */
async function bestTrial(setup: TrialSetup, steps: readonly Step[]): Promise<Trial | null> {
  const strict = await trialOf(setup, steps);
  const isWhole = strict !== null && unfilledBy(setup, strict.rows, steps).size === 0;
  const texts = [...[...setup.start.tables.values()].map(({ sql }) => sql), ...steps.map(({ sql }) => sql)];
  if (isWhole || !texts.some((sql) => /\bcheck\b/i.test(sql))) return strict;
  return (await trialOf({ ...setup, ignoresChecks: true }, steps)) ?? strict;
}

/** By every name, in lower case, that a table without a row has in the migration. */
function unfilledBy(
  { start }: TrialSetup,
  rows: readonly Row[],
  steps: readonly Step[],
): ReadonlySet<string> {
  const filled = new Set(rows.map(({ table }) => nameKey(table)));
  const tables = [...start.tables.values()].filter(
    (table) => keptBy(table) !== 'nothing' && !filled.has(nameKey(table.name)),
  );
  return new Set(tables.flatMap(({ name }) => [...namesOf(name, steps)]));
}

/** null if it fails on all rows, or has a different result each time. */
async function trialOf(setup: TrialSetup, steps: readonly Step[]): Promise<Trial | null> {
  const literals = literalsOf(steps);
  const minRows = largestLimit(steps) + 2;
  let kinds: Kinds | undefined = new Map();
  while (kinds !== undefined) {
    const sample = await withScratchSchema(setup, (database) =>
      sampleOf(database, setup, literals, minRows, kinds ?? new Map()),
    );
    if (sample === null) return null;
    const rows = await acceptedRows(setup, sample);
    if (rows.kind === 'accepted') return trialOn(setup, rows.rows, steps);
    kinds = nextKinds(kinds, rows.words, setup.start);
    if (kinds !== undefined) continue;
    const some = await rowsOfSomeTables(setup, sample);
    return some.length === 0 ? null : trialOn(setup, some, steps);
  }
  return null;
}

async function trialOn(
  setup: TrialSetup,
  rows: readonly Row[],
  steps: readonly Step[],
): Promise<Trial | null> {
  const losses: SeenLoss[] = [];
  let restored: readonly Restored[] | undefined;
  for (const some of variantsOf(rows, steps)) {
    const outcome = await outcomeOf(setup, some);
    if (outcome === null) return null;
    losses.push(...lossesOf(outcome, steps));
    restored ??= await restoredBy(outcome, steps);
  }
  const byText = losses.map(
    (loss) => [JSON.stringify([loss.at, loss.table, loss.columns, loss.cause]), loss] as const,
  );
  return { rows, losses: [...new Map(byText).values()], restored: restored ?? [] };
}

async function restoredBy(outcome: Outcome, steps: readonly Step[]): Promise<readonly Restored[]> {
  const restored: Restored[] = [];
  for (const [at, { form }] of steps.entries()) {
    if (form.kind === 'update' && form.isAll)
      restored.push({ at, columns: await outcome.restoredBy(at, form.table) });
  }
  return restored;
}

/** Two rows can conflict with one INSERT, and the first may hide the second. */
function variantsOf(rows: readonly Row[], steps: readonly Step[]): readonly (readonly Row[])[] {
  const isGiven = ({ group }: Row): boolean => group === 'given';
  if (!steps.some((step) => step.form.kind === 'insert' && canLose(step))) return [rows];
  const places = Map.groupBy(rows.filter(isGiven), ({ place }) => place).size > 1 ? rows.filter(isGiven) : [];
  return [
    rows,
    ...[...Map.groupBy(places, ({ place }) => place).values()].map((some) =>
      rows.filter((row) => !isGiven(row) || some.includes(row)),
    ),
  ];
}

/** Whether a statement can lose anything; one that adds, reads or renames cannot. */
function canLose({ form, statement, before }: Step): boolean {
  switch (form.kind) {
    case 'create':
    case 'rename-table':
    case 'rename-column':
    case 'add-column':
      return false;
    case 'drop':
      return form.object === 'table';
    case 'insert': {
      const table = tableIn(before, form.table);
      const isUpsert = form.source.some(
        ({ word }, at) => word === 'do' && form.source[at + 1]?.word === 'update',
      );
      return (
        table === undefined ||
        isVirtual(table) ||
        isUpsert ||
        form.or === 'replace' ||
        hasConflictClause(table, 'replace') ||
        before.triggersOn(form.table).length > 0
      );
    }
    case 'other':
      return (
        !statement.explained &&
        !/^(?:|create|select|values|pragma|analyze|reindex|drop)$/.test(statement.verb)
      );
    default:
      return true;
  }
}

function setupOf({ open, schemaBeforeUp, steps, from, isAtomic }: TrialInput): TrialSetup {
  const texts = steps.map(({ sql }) => sql);
  const objects = inOrder(relevantObjects(schemaBeforeUp, texts));
  const virtual = objects.filter(isVirtual);
  const own = objects.filter(({ name }) => !virtual.some((other) => belongsTo(name, other)));
  const names = new Set(own.map(({ name }) => nameKey(name)));
  const start = tablesAmong(schemaBeforeUp, names);
  // A down() is traced on the part of the schema that it can affect; the rest is as its up() left it.
  const leftByUp = from > 0 ? steps[from - 1]?.after : undefined;
  const known = steps[from]?.before.tables;
  const rest = leftByUp === undefined ? [] : tablesLeft(leftByUp, schemaBeforeUp, names);
  const unknown = rest.filter(([key]) => !known?.has(key));
  const statements = steps.map(({ sql, values, after }, at) => {
    const tables = [...(at < from ? [] : unknown), ...tablesLeft(after, schemaBeforeUp, names)];
    return { statement: { sql, values }, after: { tables: new Map(tables) } };
  });
  return {
    open,
    objects: inOrderOfTrial(own),
    start: { tables: new Map(start) },
    statements,
    isAtomic,
    ignoresChecks: false,
  };
}

type Entry = readonly [key: string, table: Table];

/** Without the tables that the migration cannot affect: these do not exist in the trial and are not read. */
function tablesLeft(after: Schema, schemaBeforeUp: Schema, names: ReadonlySet<string>): readonly Entry[] {
  const changed = after.changedSince(schemaBeforeUp)?.tables;
  const isRelevant = ([key]: Entry): boolean => names.has(key) || !schemaBeforeUp.tables.has(key);
  if (changed !== undefined) return tablesAmong(after, new Set([...names, ...changed])).filter(isRelevant);
  return [...after.tables.values()].map((table): Entry => [nameKey(table.name), table]).filter(isRelevant);
}

function tablesAmong(schema: Schema, names: ReadonlySet<string>): readonly Entry[] {
  const objects = [...names].flatMap((name) => schema.named(name).filter(({ type }) => type === 'table'));
  return inOrder(objects).flatMap(({ name }): readonly Entry[] => {
    const table = tableIn(schema, name);
    return table === undefined ? [] : [[nameKey(name), table]];
  });
}

function inOrderOfTrial(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const ranks = ['table', 'view', 'index', 'trigger'];
  const rank = (object: SchemaObject): number => (isVirtual(object) ? 0.5 : ranks.indexOf(object.type));
  return objects.toSorted((leftByUp, right) => rank(leftByUp) - rank(right));
}

async function withScratchSchema<T>(
  setup: TrialSetup,
  work: (database: ReturnType<OpenScratch>) => Promise<T>,
): Promise<T | null> {
  const database = setup.open();
  try {
    const isCreated = await isAccepted(
      database,
      setup.objects.filter(({ type }) => type !== 'trigger'),
    );
    return isCreated ? await work(database) : null;
  } finally {
    database.close();
  }
}

/** A schema that a scratch database refuses cannot be tried there. */
async function isAccepted(database: SqlDatabase, objects: readonly SchemaObject[]): Promise<boolean> {
  try {
    await createSample(database, objects, []);
    return true;
  } catch (error) {
    if (isRoostError(error)) throw error;
    return false;
  }
}
