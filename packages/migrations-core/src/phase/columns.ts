// What the columns of two definitions of a table differ in. Pure.
import { comparableSql, nameKey } from '@roostjs/internal-sql';
import { affinityOf } from '../rebuild/affinity.ts';
import type { ConstraintKind } from '../rebuild/parse-constraint.ts';
import type { ColumnDefinition, TableDefinition } from '../rebuild/parse-table.ts';
import { contracts, type Effect, expands } from './effect.ts';

export function columnEffects(before: TableDefinition, after: TableDefinition): readonly Effect[] {
  const old = new Map(before.columns.map((column) => [nameKey(column.name.name), column]));
  const now = new Map(after.columns.map((column) => [nameKey(column.name.name), column]));
  const kept = [...old.keys()].filter((key) => now.has(key));
  const order = [...now.keys()].filter((key) => old.has(key));
  return [
    ...[...old].flatMap(([key, column]) => {
      const current = now.get(key);
      const subject = `${after.name.name}.${column.name.name}`;
      return current === undefined
        ? [contracts(subject, 'is gone')]
        : changeOf(subject, { table: before, column }, { table: after, column: current });
    }),
    ...[...now].filter(([key]) => !old.has(key)).map(([, column]) => newColumn(after, column)),
    ...(kept.join() === order.join() ? [] : [contracts(after.name.name, 'has its columns in another order')]),
  ];
}

function newColumn({ name: table }: TableDefinition, column: ColumnDefinition): Effect {
  const subject = `${table.name}.${column.name.name}`;
  const has = (kind: ConstraintKind): boolean => column.constraints.some((one) => one.kind === kind);
  return has('not null') && !has('default') && !has('generated')
    ? contracts(subject, 'is new, and every insert must give it')
    : expands(subject, 'is new');
}

type Place = { readonly table: TableDefinition; readonly column: ColumnDefinition };

function changeOf(subject: string, old: Place, now: Place): readonly Effect[] {
  const [wasNull, isNull] = [old, now].map(
    ({ column }) => !column.constraints.some(({ kind }) => kind === 'not null'),
  );
  return [
    ...(typeOf(old) === typeOf(now) ? [] : [contracts(subject, 'has another type')]),
    ...(wasNull && !isNull ? [contracts(subject, 'must not be NULL')] : []),
    ...(!wasNull && isNull ? [expands(subject, 'may be NULL')] : []),
    ...defaultEffects(subject, clauseOf(old, 'default'), clauseOf(now, 'default')),
    ...(clauseOf(old, 'generated') === clauseOf(now, 'generated')
      ? []
      : [contracts(subject, 'is computed in another way')]),
    ...(clauseOf(old, 'collate') === clauseOf(now, 'collate')
      ? []
      : [contracts(subject, 'is compared in another way')]),
  ];
}

function defaultEffects(subject: string, old: string, now: string): readonly Effect[] {
  if (old === now) return [];
  if (old === '') return [expands(subject, 'has a default')];
  return [contracts(subject, now === '' ? 'has no default' : 'has another default')];
}

// What a table that is not STRICT stores depends on the affinity alone: https://sqlite.org/datatype3.html.
function typeOf({ table, column }: Place): string {
  const { start, end } = column.type;
  return table.strict ? comparableSql(table.sql.slice(start, end)) : affinityOf(table, column);
}

/** The text of its constraint of this kind; empty if it has none. */
function clauseOf({ table, column }: Place, kind: ConstraintKind): string {
  const one = column.constraints.find((constraint) => constraint.kind === kind);
  return one === undefined ? '' : comparableSql(table.sql.slice(one.name?.end ?? one.start, one.end));
}
