// What to do instead of the forms of ALTER TABLE that SQLite or D1 does not have.

import { type Statement, targetAt } from '@roostjs/internal-sql';
import { columnChange } from './column-change.ts';
import { afterGroup, jsText, type Remedy, rebuildCall, sqlName, textBetween, untilComma } from './remedy.ts';

export const alterTableRemedies: readonly Remedy[] = [
  [
    /^near "exists"/i,
    ({ statement }) =>
      statement.verb === 'alter'
        ? 'leave IF EXISTS and IF NOT EXISTS out, since a migration runs once'
        : undefined,
  ],
  [
    /^(?:near |unrecognized token: |not authorized to use function: sqlite_)/,
    ({ statement, at }) => {
      const alteration = alterationOf(statement);
      return alteration === undefined ? undefined : instead(alteration, at);
    },
  ],
];

type Alteration = {
  readonly statement: Statement;
  readonly table: string;
  /** The index of the first word after the table's name. */
  readonly from: number;
  /** The first two words from there. */
  readonly words: readonly [string, string];
};

function alterationOf(statement: Statement): Alteration | undefined {
  const { verb, lexemes } = statement;
  if (verb !== 'alter' || lexemes[1]?.word !== 'table') return undefined;
  const target = targetAt(lexemes, 2);
  if (target === undefined) return undefined;
  const { name: table, next: from } = target;
  return { statement, table, from, words: [lexemes[from]?.word ?? '', lexemes[from + 1]?.word ?? ''] };
}

function instead(alteration: Alteration, at: number): string | undefined {
  const { statement, table, from, words } = alteration;
  const [action, object] = words;
  const { lexemes } = statement;
  if (lexemes[at]?.word === ',' && untilComma(lexemes, from) === at)
    return 'write an ALTER TABLE of its own for each change';
  if (/^(?:alter|modify|change)$/.test(action)) return rebuildCall(table, ...columnChange(statement, from));
  if (action === 'add') return insteadOfAdd(alteration);
  if (action === 'drop') return insteadOfDrop(alteration);
  if (action === 'rename' && /^(?:index|key)$/.test(object))
    return 'drop the index, and create it under the new name';
  if (/^(?:owner|set|engine|comment|convert|auto_increment|disable|enable|validate)$/.test(action))
    return 'leave it out, since SQLite has nothing like it';
  return undefined;
}

function insteadOfAdd({ statement, table, from }: Alteration): string | undefined {
  const { lexemes } = statement;
  const isNamed = lexemes[from + 1]?.word === 'constraint';
  const at = from + (isNamed ? 3 : 1);
  const kind = lexemes[at]?.word ?? '';
  if (kind === 'unique')
    return createIndex(
      statement,
      table,
      at,
      'CREATE UNIQUE INDEX',
      isNamed ? lexemes[at - 1]?.name : undefined,
    );
  if (/^(?:index|key)$/.test(kind)) return createIndex(statement, table, at - 1, 'CREATE INDEX', undefined);
  if (!/^(?:check|foreign|primary)$/.test(kind)) return undefined;
  const constraint = textBetween(statement, from + 1, untilComma(lexemes, from + 1));
  return rebuildCall(table, `change: { addConstraints: [${jsText(constraint)}] }`);
}

/** `at`: the index of UNIQUE, or of what comes before INDEX. */
function createIndex(
  statement: Statement,
  table: string,
  at: number,
  create: string,
  constraint: string | undefined,
): string | undefined {
  const { lexemes } = statement;
  const next = at + (/^(?:index|key)$/.test(lexemes[at + 1]?.word ?? '') ? 2 : 1);
  const named = lexemes[next]?.word === '(' ? undefined : lexemes[next]?.name;
  const open = named === undefined ? next : next + 1;
  if (lexemes[open]?.word !== '(') return undefined;
  const columns = textBetween(statement, open, afterGroup(lexemes, open));
  const first = lexemes[open + 1]?.name ?? '';
  const name = constraint ?? named ?? `idx_${table}_${first}`;
  return `write ${create} ${sqlName(name)} ON ${sqlName(table)} ${columns}`;
}

function insteadOfDrop({ statement, table, from, words }: Alteration): string | undefined {
  const { lexemes } = statement;
  const [, object] = words;
  const name = lexemes[from + 2]?.name;
  if (/^(?:index|key)$/.test(object))
    return name === undefined ? undefined : `write DROP INDEX ${sqlName(name)}`;
  if (object === 'primary') return newDefinition(table);
  if (!/^(?:constraint|check|foreign)$/.test(object)) return undefined;
  const dropped = lexemes
    .slice(from + 2)
    .find(({ name, word }) => name !== undefined && !/^(?:key|if|exists)$/.test(word))?.name;
  return dropped === undefined
    ? undefined
    : rebuildCall(table, `change: { dropConstraints: [${jsText(dropped)}] }`);
}

/** For a change that only the whole definition can say. */
function newDefinition(table: string): string {
  return rebuildCall(table, `create: ${jsText(`CREATE TABLE ${sqlName(table)} (…)`)}`);
}
