// What a foreign key does to the rows that refer to a deleted row.
import { type Statement, statementOf } from '@roostjs/internal-sql';
import { reachableFrom } from '../../database/reachable.ts';
import type { ForeignKey, Schema, Table } from '../trace/schema.ts';
import { listed } from './wording.ts';

export type ForeignKeyEffect = { readonly child: Table; readonly key: ForeignKey };

export function hasAction({ onDelete }: ForeignKey): boolean {
  return /^(?:CASCADE|SET NULL|SET DEFAULT)$/.test(onDelete);
}

export function effectText(effects: readonly ForeignKeyEffect[]): string {
  return effects
    .map(({ child, key }) => {
      const columns = listed(key.columns);
      if (key.onDelete === 'CASCADE')
        return `deletes every row of '${child.name}' that refers to it (ON DELETE CASCADE)`;
      if (hasAction(key))
        return `resets ${columns} in every row of '${child.name}' (ON DELETE ${key.onDelete})`;
      return `fails if a row of '${child.name}' refers to it (ON DELETE ${key.onDelete})`;
    })
    .join(', and ');
}

/** The tables that refer to this one, and those that refer to them, and so on. */
export function referringTo(schema: Schema, table: string): readonly string[] {
  return [...reachableFrom([table], (name) => schema.referringTo(name).map((child) => child.name))];
}

/** Whether a trigger on the child prevents the foreign key's action, as the guards of rebuildTable do. */
export function isGuarded(schema: Schema, child: Table, key: ForeignKey): boolean {
  return hasAction(key) && ignoresAll(schema, child, key.onDelete === 'CASCADE' ? 'delete' : 'update');
}

/** Whether a trigger of the table ignores all of these changes. */
export function ignoresAll(schema: Schema, table: Table, event: 'delete' | 'update'): boolean {
  return schema.triggersOn(table.name).some(({ sql }) => ignores(statementOf(sql ?? ''), event));
}

function ignores({ lexemes }: Statement, event: string): boolean {
  const words = lexemes.map(({ word }) => word);
  const begin = words.indexOf('begin');
  const head = words.slice(0, begin);
  const isFor = head[head.indexOf('before') + 1] === event && !head.includes('when') && !head.includes('of');
  return (
    isFor &&
    words
      .slice(begin + 1)
      .join(' ')
      .startsWith('select raise ( ignore )')
  );
}
