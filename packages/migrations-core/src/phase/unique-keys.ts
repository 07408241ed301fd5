// What must be unique in a table, by its constraints and its indexes. Pure.
import { comparableSql, nameKey, statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import { parseObject } from '../rebuild/parse-object.ts';
import type { ColumnDefinition, TableDefinition } from '../rebuild/parse-table.ts';

/** A table with its unique indexes. */
export type TableWithIndexes = {
  readonly definition: TableDefinition;
  readonly indexes: readonly SchemaObject[];
};

export type UniqueKey = {
  /** Equal for two keys that refuse the same rows. */
  readonly form: string;
  /** In lower case; null if it is of expressions, or of a part of the rows. */
  readonly columns: readonly string[] | null;
};

export function isUniqueIndex({ type, sql }: SchemaObject): boolean {
  return type === 'index' && sql !== null && statementOf(sql).lexemes[1]?.word === 'unique';
}

/** The table or view that an index or trigger is on. */
export function tableNameOf({ sql }: SchemaObject): string {
  const object = parseObject(sql ?? '');
  return object.type === 'view' ? object.name : object.table;
}

export function uniqueKeysOf({ definition, indexes }: TableWithIndexes): readonly UniqueKey[] {
  const { sql, columns, constraints } = definition;
  const conflict = (one: { readonly conflict: string | undefined }): string => one.conflict ?? '';
  return [
    ...columns.flatMap(({ name, constraints: own }) =>
      own.filter(({ kind }) => kind === 'unique').map((one) => keyOfColumns([name.name], conflict(one))),
    ),
    ...constraints
      .filter(({ kind }) => kind === 'unique')
      .map((one) =>
        keyOfColumns(
          one.columns.map(({ name }) => name),
          conflict(one) + collationsIn(sql.slice(one.start, one.end)),
        ),
      ),
    ...indexes.map(keyOfIndex),
  ];
}

// The order of the columns does not matter to what is unique.
function keyOfColumns(names: readonly string[], rest: string): UniqueKey {
  const columns = names.map(nameKey).sort();
  return { form: `${columns.join(', ')} ${rest}`.trim(), columns };
}

function keyOfIndex({ sql }: SchemaObject): UniqueKey {
  const text = sql ?? '';
  const { lexemes } = statementOf(text);
  const open = lexemes.findIndex(({ word }) => word === '(');
  const inner = lexemes.slice(open + 1, -1);
  const isPlain =
    lexemes.at(-1)?.word === ')' &&
    inner.every(({ name, word }, at) => (at % 2 === 0 ? name !== undefined : word === ','));
  if (isPlain)
    return keyOfColumns(
      inner.flatMap(({ name }) => name ?? []),
      '',
    );
  return { form: comparableSql(text.slice(lexemes[open]?.start ?? 0)), columns: null };
}

function collationsIn(constraint: string): string {
  return /\bcollate\b/i.test(constraint) ? comparableSql(constraint) : '';
}

/** Whether rows that do not name the column leave it NULL, which is never a duplicate. */
export function isNullByDefault({ constraints }: ColumnDefinition): boolean {
  return !constraints.some(({ kind }) => ['not null', 'default', 'generated', 'primary key'].includes(kind));
}
