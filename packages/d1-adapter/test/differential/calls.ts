// The calls of one script, generated one by one, since each depends on the schema that the earlier ones left.

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
  '/* nothing */',
  ' -- nothing',
  'SELECT 1 AS a; -- one',
  'SELEC 1',
  'BEGIN',
  'SAVEPOINT a',
  'ROLLBACK TO a',
  'RELEASE a',
  'CREATE TEMP TABLE t0 (a)',
  'CREATE TEMP VIEW v0 AS SELECT 1',
  'SELECT power(a, 2), unistr(b) FROM t0',
  'INSERT INTO t0 (a) VALUES (log10(2))',
  'SELECT',
];

const failing = [
  'SELEC 1',
  'SELECT nope',
  'SELECT ?',
  'SELECT abs(-9223372036854775808)',
  'COMMIT',
  '/* nothing */',
];

const pragmas = [
  'table_info(t0)',
  'table_xinfo("t1")',
  'index_list(t1)',
  "index_info('i0')",
  'index_xinfo(i1)',
  'foreign_key_list(t1)',
  'foreign_key_check(t2)',
  'foreign_keys',
  'quick_check(t0)',
  'recursive_triggers = on',
  'recursive_triggers',
  'ignore_check_constraints = 1',
  'ignore_check_constraints = 0',
  'case_sensitive_like = true',
  'reverse_unordered_selects = yes',
  'reverse_unordered_selects = no',
  'legacy_alter_table = on',
  'legacy_alter_table = off',
  'user_version',
];

export function callFrom(random: Random, tables: readonly Table[]): Call {
  const share = random.below(100);
  if (share < 15) return { kind: 'batch', statements: random.several(2, 4, () => statement(random, tables)) };
  if (share < 27) return exec(random.several(2, 4, () => withoutParameters(random, tables)).join('\n'));
  if (share < 42) return one(random, [textOfSeveral(random, tables)]);
  if (share < 45) return one(random, [random.pick(odd)]);
  if (share < 48) return one(random, [`PRAGMA ${random.pick(pragmas)}`]);
  if (share < 51) return failingBatch(random, tables);
  return one(random, statement(random, tables));
}

/** A batch in which a statement fails, in the middle or at either end. */
function failingBatch(random: Random, tables: readonly Table[]): Call {
  const sound = random.several(1, 3, () => statement(random, tables));
  const place = random.below(sound.length + 1);
  return {
    kind: 'batch',
    statements: [...sound.slice(0, place), [random.pick(failing)], ...sound.slice(place)],
  };
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

/** The number of statements that the call runs. */
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
    case 'session':
    case 'bookmarks':
      return [];
    default:
      return [call.statement[0]];
  }
}
