// The columns of a new migration, as --columns has them. Pure.
import { nameKey, quotedText } from '@roostjs/internal-sql';
import { columnsInvalid } from '../errors.ts';

export type NewColumn = {
  readonly name: string;
  /** As SQL. */
  readonly type: string;
  readonly references: { readonly table: string; readonly column: string } | null;
  readonly isNullable: boolean;
  /** As SQL; null if there is none. */
  readonly default: string | null;
  readonly isUnique: boolean;
  readonly isIndexed: boolean;
  readonly isPrimary: boolean;
};

/** How a default is written as SQL; undefined if the type cannot have this one. */
type ReadDefault = (text: string) => string | undefined;

const number = (pattern: RegExp): ReadDefault => {
  return (text) => (pattern.test(text) ? text : undefined);
};
const text: ReadDefault = (given) => quotedText(unquoted(given));
const now = (sql: string): ReadDefault => {
  return (given) => (given === 'now' ? `(${sql}('now'))` : text(given));
};
const flag: ReadDefault = (given) => ({ true: '1', '1': '1', false: '0', '0': '0' })[given.toLowerCase()];

const integer = { sql: 'INTEGER', default: number(/^[+-]?\d+$/) };
const real = { sql: 'REAL', default: number(/^[+-]?\d+(\.\d+)?$/) };
const string = { sql: 'TEXT', default: text };
const boolean = { sql: 'INTEGER', default: flag };
const moment = { sql: 'TEXT', default: now('datetime') };

const types: ReadonlyMap<string, { readonly sql: string; readonly default: ReadDefault }> = new Map([
  ['text', string],
  ['string', string],
  ['json', string],
  ['int', integer],
  ['integer', integer],
  ['real', real],
  ['float', real],
  ['numeric', { ...real, sql: 'NUMERIC' }],
  ['bool', boolean],
  ['boolean', boolean],
  ['date', { ...moment, default: now('date') }],
  ['datetime', moment],
  ['timestamp', moment],
  ['blob', { sql: 'BLOB', default: () => undefined }],
]);

const options = ['unique', 'index', 'primary'];

const shape =
  /^(?<name>[a-z_]\w*)\s*:\s*(?:(?!references\b)(?<type>[a-z]+)\s*)?(?:references\s+(?<table>[a-z_]\w*)(?:\s*\(\s*(?<column>[a-z_]\w*)\s*\))?\s*)?(?<nullable>\?)?\s*(?:=\s*(?<default>'(?:[^']|'')*'|[^:']*?))?\s*(?<options>(?::\s*[a-z]+\s*)*)$/i;

/** `title:text, author:references users, views:int=0`. Throws MIGRATION.COLUMNS_INVALID. */
export function parseColumns(given: string): readonly NewColumn[] {
  const columns = itemsOf(given).map(parseColumn);
  const names = columns.map(({ name }) => nameKey(name));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw columnsInvalid(`'${twice}' occurs twice`);
  if (columns.filter(({ isPrimary }) => isPrimary).length > 1)
    throw columnsInvalid('only one column can be primary');
  return columns;
}

/** The parts between the commas that are not in quotes. */
function itemsOf(given: string): readonly string[] {
  return (given.match(/(?:'(?:[^']|'')*'|[^,])+|(?<=,)(?=\s*(?:,|$))/g) ?? ['']).map((item) => item.trim());
}

function parseColumn(item: string): NewColumn {
  const parts = shape.exec(item)?.groups;
  if (parts?.['name'] === undefined || (parts['type'] ?? parts['table']) === undefined)
    throw columnsInvalid(`'${item}' is not a column`);
  const { name, table, nullable } = parts;
  const { sql, default: readDefault } = typeOf(name, parts['type'] ?? 'int');
  const chosen = optionsOf(name, parts['options'] ?? '');
  const isPrimary = chosen.includes('primary');
  if (isPrimary && nullable !== undefined) throw columnsInvalid(`'${name}' is primary, and cannot be NULL`);
  return {
    name,
    type: sql,
    references: table === undefined ? null : { table, column: parts['column'] ?? 'id' },
    isNullable: nullable !== undefined,
    default: defaultOf(name, sql, parts['default'], readDefault),
    isUnique: chosen.includes('unique') && !isPrimary,
    isIndexed: (chosen.includes('index') || table !== undefined) && !chosen.includes('unique') && !isPrimary,
    isPrimary,
  };
}

function typeOf(name: string, given: string): { readonly sql: string; readonly default: ReadDefault } {
  const type = types.get(given.toLowerCase());
  if (type === undefined)
    throw columnsInvalid(
      `'${name}' has the type '${given}', which is not one of ${[...types.keys()].join(', ')}`,
    );
  return type;
}

function optionsOf(name: string, given: string): readonly string[] {
  const chosen = given.split(':').flatMap((option) => option.trim().toLowerCase() || []);
  const unknown = chosen.find((option) => !options.includes(option));
  if (unknown !== undefined)
    throw columnsInvalid(`'${name}' has ':${unknown}', which is not one of :${options.join(', :')}`);
  return chosen;
}

function defaultOf(name: string, type: string, given: string | undefined, read: ReadDefault): string | null {
  if (given === undefined) return null;
  const sql = read(given.trim());
  if (sql === undefined) throw columnsInvalid(`'${name}' is ${type} and cannot have the default '${given}'`);
  return sql;
}

function unquoted(given: string): string {
  return /^'.*'$/s.test(given) ? given.slice(1, -1).replaceAll("''", "'") : given;
}
