// Whether what runs on a database goes on working after a migration: its phase. Pure.
import { statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import { parseStatement } from '../lint/sql/statement-kind.ts';
import type { Effect } from './effect.ts';
import { objectEffects } from './objects.ts';
import { withoutNewNames } from './renames.ts';
import { rowEffects } from './rows.ts';

/**
 * `expand`: every statement that ran before still runs, and means the same. `contract`: some may not, since something is gone, or
 * stricter. `data`: only rows change. `mixed`: something is gone or stricter, and something else is new. `none`: nothing
 * that a statement could show changes.
 */
export type Phase = 'expand' | 'contract' | 'data' | 'mixed' | 'none';

/** What runs before new code is deployed, or after it. */
export type DeployPhase = 'expand' | 'contract';

export type PhaseReport = {
  readonly phase: Phase;
  /** What the phase follows from. */
  readonly effects: readonly Effect[];
  /** Whether it gives a table or a column a new name. */
  readonly renames: boolean;
};

/** The schemas before and after a migration, and its statements. */
export type MigratedSchema = {
  readonly before: readonly SchemaObject[];
  readonly after: readonly SchemaObject[];
  readonly statements: readonly string[];
};

export function phaseOf({ before, after, statements }: MigratedSchema): PhaseReport {
  const parsed = statements.map((sql) => parseStatement(statementOf(sql)));
  const all = objectEffects(before, after);
  const schema = withoutNewNames(all, parsed, before);
  // Rows that are written with a change of the schema belong to it: a backfill of a new column, or what a stricter one needs.
  const effects = schema.length > 0 ? schema : rowEffects(parsed, before, after);
  const phase = phaseFrom(new Set(effects.map((effect) => effect.phase)));
  return { phase, effects, renames: schema.length < all.length };
}

function phaseFrom(found: ReadonlySet<Effect['phase']>): Phase {
  if (found.has('contract')) return found.has('expand') ? 'mixed' : 'contract';
  if (found.has('expand')) return 'expand';
  return found.has('data') ? 'data' : 'none';
}
