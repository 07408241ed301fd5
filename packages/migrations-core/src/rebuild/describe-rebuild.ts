// Says in one line what a rebuild changes. Pure.
import { isSameName, nameInSql, tokens } from '@roostjs/internal-sql';
import type { NewDependants } from './dependents.ts';
import { lookUp } from './lookup.ts';
import type { Constraint } from './parse-constraint.ts';
import type { ColumnDefinition, TableDefinition } from './parse-table.ts';
import { sameTokens } from './same-tokens.ts';

type Described = {
  readonly old: TableDefinition;
  readonly definition: TableDefinition;
  readonly rename: Readonly<Record<string, string>>;
  readonly copy: Readonly<Record<string, string>>;
  readonly dependants: NewDependants;
};

/** `rebuild posts: views TEXT → INTEGER NOT NULL, add slug TEXT`. */
export function describeRebuild(rebuild: Described): string {
  const changes = [
    ...columnChanges(rebuild),
    ...constraintChanges(rebuild),
    ...optionChanges(rebuild),
    ...Object.entries(rebuild.copy).map(([name, sql]) => `${nameInSql(name)} = ${oneLine(sql)}`),
    ...Object.entries(rebuild.dependants).map(
      ([name, sql]) => `${sql === null ? 'drop' : 'change'} ${nameInSql(name)}`,
    ),
  ];
  const what = changes.length === 0 ? 'as it is' : changes.join(', ');
  return `rebuild ${nameInSql(rebuild.old.name.name)}: ${what}`;
}

function columnChanges({ old, definition, rename }: Described): readonly string[] {
  const kept = new Set<ColumnDefinition>();
  const changes = old.columns.flatMap((column) => {
    const { name } = column.name;
    const to = lookUp(rename, name) ?? name;
    const now = definition.columns.find((other) => isSameName(other.name.name, to));
    if (now === undefined) return [`drop ${nameInSql(name)}`];
    kept.add(now);
    const [before, after] = [restOf(old, column), restOf(definition, now)];
    return [
      ...(to === name ? [] : [`rename ${nameInSql(name)} → ${nameInSql(to)}`]),
      ...(sameTokens(before, after) ? [] : [`${nameInSql(to)} ${shown(before)} → ${shown(after)}`]),
    ];
  });
  const added = definition.columns.filter((column) => !kept.has(column));
  return [
    ...changes,
    ...added.map(
      (column) => `add ${`${nameInSql(column.name.name)} ${oneLine(restOf(definition, column))}`.trim()}`,
    ),
  ];
}

/** The type and the constraints of a column. */
function restOf({ sql }: TableDefinition, { name, end }: ColumnDefinition): string {
  return sql.slice(name.end, end);
}

function shown(rest: string): string {
  return oneLine(rest) || '(no type)';
}

function constraintChanges({ old, definition }: Described): readonly string[] {
  const textsOf = ({ sql, constraints }: TableDefinition): readonly string[] =>
    constraints.map(({ start, end }: Constraint) => sql.slice(start, end));
  const [before, after] = [textsOf(old), textsOf(definition)];
  const lacking = (texts: readonly string[], others: readonly string[]): readonly string[] =>
    texts.filter((text) => !others.some((other) => sameTokens(text, other)));
  return [
    ...lacking(before, after).map((text) => `drop ${oneLine(text)}`),
    ...lacking(after, before).map((text) => `add ${oneLine(text)}`),
  ];
}

function optionChanges({ old, definition }: Described): readonly string[] {
  const change = (isSet: boolean, was: boolean, name: string): readonly string[] =>
    isSet === was ? [] : [isSet ? name : `no longer ${name}`];
  return [
    ...change(definition.strict, old.strict, 'STRICT'),
    ...change(definition.withoutRowid, old.withoutRowid, 'WITHOUT ROWID'),
  ];
}

/** Without its comments. */
function oneLine(sql: string): string {
  return Array.from(tokens(sql), ({ kind, start, end }) =>
    kind === 'space' || kind === 'comment' ? ' ' : sql.slice(start, end),
  )
    .join('')
    .replaceAll(/ +/g, ' ')
    .trim();
}
