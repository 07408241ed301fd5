// Asserts that the new table holds the values of the old one. SQLite may change a value: a type converts it, and NOT
// NULL ON CONFLICT REPLACE and a row id key replace NULL. So the definitions only decide which columns to check, and
// the rows themselves are compared. Pure.
import { isSameName, quotedName } from '@roostjs/internal-sql';
import { assertionOver } from '../database/assertion.ts';
import { affinityOf } from './affinity.ts';
import { type FilledColumn, rowidColumn, rowidName } from './copy-columns.ts';
import { primaryKeyOf, type TableDefinition } from './parse-table.ts';
import type { PlannedRebuild } from './types.ts';

/** To run while the rows are still in the table `away`. Empty if no column could change. */
export function assertValuesKept(away: string, rebuild: PlannedRebuild): readonly string[] {
  const { old, definition, rows, showExample } = rebuild;
  const table = quotedName(definition.name.name);
  const pairs = pairingOf(rebuild);
  return rows.columns.flatMap((column, index) => {
    if (!mayChange(old, definition, column)) return [];
    const [value, made] = [placeOf(index), `made.${quotedName(column.name)}`];
    const isKept = `EXISTS (SELECT 1 FROM ${table} AS made WHERE ${[...pairs, isSameValue(value, made)].join(' AND ')})`;
    const changed = `FROM ${quotedName(away)} AS away WHERE NOT ${isKept}`;
    const becomes = `(SELECT ' becomes ' || ${shown(made)} FROM ${table} AS made WHERE ${pairs.join(' AND ') || 'FALSE'})`;
    const example = `(SELECT ${shown(value)} || coalesce(${becomes}, '') ${changed} LIMIT 1)`;
    return assertionOver(
      `(SELECT count(*) AS n ${changed})`,
      'n = 0',
      `The rebuild of '${definition.name.name}' changes values of its column '${column.name}', which has no copy expression`,
      `'rows: ' || n${showExample ? ` || ', for example ' || ${example}` : ''}`,
    );
  });
}

function mayChange(old: TableDefinition, definition: TableDefinition, { name, kept }: FilledColumn): boolean {
  const column = definition.columns.find((one) => isSameName(one.name.name, name));
  if (kept === undefined || column === undefined) return false;
  const affinity = affinityOf(definition, column);
  return (
    (affinity !== 'none' && affinity !== affinityOf(old, kept)) ||
    (column === rowidColumn(definition) && kept !== rowidColumn(old)) ||
    column.constraints.some(({ kind, conflict }) => kind === 'not null' && conflict === 'replace')
  );
}

// Finds the new row for a waiting one: by its row id, or by its key if it has none. The key is compared with its own
// type and collation; if the key itself was changed, no row is found.
function pairingOf({ definition, rows }: PlannedRebuild): readonly string[] {
  const number = rowidColumn(definition)?.name.name ?? rowidName(definition);
  const key = definition.withoutRowid ? primaryKeyOf(definition) : number === undefined ? [] : [number];
  const filled = key.flatMap((name) => {
    const index = rows.columns.findIndex((column) => isSameName(column.name, name));
    return index < 0 ? [] : [`made.${quotedName(name)} = +${placeOf(index)}`];
  });
  return definition.withoutRowid || filled.length > 0 || number === undefined
    ? filled
    : [`made.${quotedName(number)} = away.rowid`];
}

function placeOf(index: number): string {
  return `away.c${index}`;
}

// The plus and COLLATE disable the new column's own type and collation.
function isSameValue(value: string, made: string): string {
  const isNumber = (it: string): string => `typeof(${it}) IN ('integer', 'real')`;
  return (
    `CASE WHEN typeof(${value}) = 'text' AND ${isNumber(made)} THEN CAST(${made} AS TEXT) = ${value} COLLATE BINARY ` +
    `WHEN ${isNumber(value)} AND typeof(${made}) = 'text' THEN CAST(${made} AS NUMERIC) = ${value} ` +
    `ELSE +${made} IS +${value} COLLATE BINARY END`
  );
}

function shown(value: string): string {
  return `substr(quote(${value}), 1, 100)`;
}
