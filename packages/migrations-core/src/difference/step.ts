// One step from a schema to another. Only data.
import type { TableRebuild } from '../rebuild/table-rebuild.ts';

export type RebuildStep = {
  readonly kind: 'rebuild';
  readonly rebuild: TableRebuild & { readonly create: string };
  /** The new columns that neither allow NULL nor have a default, and so are filled with an empty value. */
  readonly filled: readonly string[];
};

export type DifferenceStep = { readonly kind: 'statement'; readonly sql: string } | RebuildStep;

export function statement(sql: string): DifferenceStep {
  return { kind: 'statement', sql };
}

/**
 * Whether one migration can take the steps: a rebuild reads the schema, which is possible only before the first write.
 */
export function fitInOne(steps: readonly DifferenceStep[]): boolean {
  return steps.every(({ kind }, index) => kind !== 'rebuild' || index === 0);
}
