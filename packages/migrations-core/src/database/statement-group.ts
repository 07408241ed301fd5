// What the statements of one batch do together, as a migration is told it in one line.
import type { SqlStatement } from './d1.ts';

/** One object for each batch. `does`: for example `rebuild posts: views TEXT → INTEGER`. */
export type StatementGroup = { readonly does: string };

// Each package bundles its own copy of core, and a migration's is not the one that records it.
const key = Symbol.for('roost.statements');

type Grouped = { readonly [key]?: StatementGroup };

/** The list as a group, for `batch()`. Other databases do not see it. */
export function grouped(statements: SqlStatement[], does: string): SqlStatement[] {
  return Object.assign(statements, { [key]: { does } });
}

export function groupOf(statements: readonly SqlStatement[]): StatementGroup | undefined {
  return (statements as Grouped)[key];
}
