// The calls of one script, made one by one, as each is about the schema that the ones before it have left.

import { splitStatements } from '@roostjs/internal-sql';
import { type Call, exec } from '../conformance/call.ts';
import { Draft, type Statement, type Table } from './draft.ts';
import { mayComeFirst } from './exclusions.ts';
import { query } from './queries.ts';
import type { Random } from './random.ts';
import { rowStatement } from './row-statements.ts';
import { createTable, schemaStatement } from './schema-statements.ts';

const odd = [
  '',
  ' \n',
  ';',
  '-- nothing',
  '/* nothing */',
  ' -- nothing',
  'SELECT 1 AS a; -- one',
  'SELEC 1',
  'BEGIN',
  'SELECT',
];

export function callFrom(random: Random, tables: readonly Table[]): Call {
  const share = random.below(100);
  if (share < 15) return { kind: 'batch', statements: random.several(2, 4, () => statement(random, tables)) };
  if (share < 27) return exec(random.several(2, 4, () => withoutParameters(random, tables)).join('\n'));
  if (share < 42) return one(random, [textOfSeveral(random, tables)]);
  if (share < 44) return one(random, [random.pick(odd)]);
  return one(random, statement(random, tables));
}

function one(random: Random, made: Statement): Call {
  const kind = random.pick(['all', 'all', 'run', 'run', 'raw', 'raw with names', 'first'] as const);
  if (kind === 'first' && random.percent(40))
    return { kind, statement: made, column: random.pick(['a', 'x', 'b']) };
  return { kind, statement: made };
}

function statement(random: Random, tables: readonly Table[]): Statement {
  const share = random.below(100);
  if (share < (tables.length < 2 ? 80 : 15)) return [withoutParameters(random, tables)];
  const draft = new Draft(random, tables, 'allowed');
  return draft.finish(share < 60 ? rowStatement(draft) : query(draft));
}

function withoutParameters(random: Random, tables: readonly Table[]): string {
  const draft = new Draft(random, tables, 'none');
  if (tables.length < 2) return createTable(draft);
  return random.pick([schemaStatement, schemaStatement, rowStatement, query])(draft);
}

function textOfSeveral(random: Random, tables: readonly Table[]): string {
  const made = random.several(2, 4, () => withoutParameters(random, tables));
  return made.filter((sql, index) => index === made.length - 1 || mayComeFirst(sql)).join('; ');
}

/** How many statements the call makes the database run. */
export function statementsIn(call: Call): number {
  return textsOf(call).reduce((sum, sql) => sum + splitStatements(sql).length, 0);
}

function textsOf(call: Call): readonly string[] {
  switch (call.kind) {
    case 'batch':
      return call.statements.map(([sql]) => sql);
    case 'exec':
      return [call.sql.replaceAll('\n', ';\n')];
    case 'dump':
      return [];
    default:
      return [call.statement[0]];
  }
}
