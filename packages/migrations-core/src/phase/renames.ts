// A renamed table or column is one change: its old name is gone. The new name does not make it mixed. Pure.
import { isSameName } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import type { ParsedStatement } from '../lint/sql/statement-kind.ts';
import type { Effect } from './effect.ts';

/** `before`: the old schema. A table that is created under a name of its own and then renamed is not in it. */
export function withoutNewNames(
  effects: readonly Effect[],
  statements: readonly ParsedStatement[],
  before: readonly SchemaObject[],
): readonly Effect[] {
  const names = statements.flatMap((statement) => {
    if (statement.kind !== 'rename-table' && statement.kind !== 'rename-column') return [];
    const { table, to } = statement;
    if (!before.some(({ name }) => isSameName(name, table))) return [];
    return [statement.kind === 'rename-table' ? to : `${table}.${to}`];
  });
  const isNewName = ({ phase, subject }: Effect): boolean =>
    phase === 'expand' && names.some((name) => isSameName(name, subject));
  return effects.filter((effect) => !isNewName(effect));
}
