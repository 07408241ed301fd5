// Finds tables that a statement reads as a whole for each row, in a subquery that depends on the row: asks SQLite for its
// plan (https://sqlite.org/eqp.html), and whether an index would change that.
import { isSameName, type Lexeme, nameKey, quotedName, type Statement } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase } from '../../database/d1.ts';
import { isVirtual } from '../../database/shadow-tables.ts';
import { tableExpressions } from '../sql/select-sources.ts';
import type { ParsedStatement } from '../sql/statement-kind.ts';
import { type Schema, type Table, tableIn } from './schema.ts';

/** `column`: an index on it would be used instead. */
export type ScanPerRow = { readonly table: string; readonly column: string };

/** Expects a statement that the database accepts, and the schema that it runs on. */
export async function scansPerRow(
  database: SqlDatabase,
  { lexemes, text }: Statement,
  form: ParsedStatement,
  values: readonly unknown[],
  schema: Schema,
): Promise<readonly ScanPerRow[]> {
  const changesRows = form.kind === 'update' || form.kind === 'delete' || form.kind === 'insert';
  if (!changesRows || !lexemes.some(({ word }) => word === 'select')) return [];
  const explain: Sql = { sql: `EXPLAIN QUERY PLAN ${text}`, values };
  const once = expressionNames(lexemes);
  const scanned = scannedIn((await prepare(database, explain).all<PlanRow>()).results, once);
  const scans: ScanPerRow[] = [];
  for (const name of scanned) {
    const table = tableNamed(name, lexemes, schema);
    const column =
      table === undefined ? undefined : await helpfulColumn(database, explain, name, table, lexemes);
    if (table !== undefined && column !== undefined) scans.push({ table: table.name, column });
  }
  return scans;
}

/** The names of the table expressions of a leading WITH, in lower case. */
function expressionNames(lexemes: readonly Lexeme[]): ReadonlySet<string> {
  return new Set(tableExpressions(lexemes).keys());
}

/** A row of EXPLAIN QUERY PLAN. */
export type PlanRow = { readonly id: number; readonly parent: number; readonly detail: string };

/**
 * The names, or aliases, of what is scanned in a subquery that depends on a row, if it runs for more than one row.
 * `expressions`: the table expressions of the statement, in lower case, which depend on no row.
 */
function scannedIn(plan: readonly PlanRow[], expressions: ReadonlySet<string>): ReadonlySet<string> {
  const byId = new Map(plan.map((row) => [row.id, row]));
  // SQLite fills a table of its own only once, unless its query depends on the row: then it makes no index for it.
  const isOnce = ({ parent, detail }: PlanRow): boolean => {
    const [, kind, name = ''] = /^(MATERIALIZE|CO-ROUTINE) (\S+)$/.exec(detail) ?? [];
    if (kind === 'MATERIALIZE' && expressions.has(nameKey(name))) return true;
    return (
      kind !== undefined &&
      plan.some((row) => row.parent === parent && /^SEARCH \S+ USING AUTOMATIC /.test(row.detail))
    );
  };
  const isCorrelated = ({ parent }: PlanRow): boolean => {
    const above = byId.get(parent);
    if (above === undefined || isOnce(above)) return false;
    return above.detail.startsWith('CORRELATED ') || isCorrelated(above);
  };
  const scans = plan.flatMap((row) => {
    // A SEARCH without an index is a scan that ends at the first row.
    const [, name] = /^(?:SEARCH (?=\S+$)|SCAN )(\S+)(?: USING .*)?$/.exec(row.detail) ?? [];
    return name === undefined ? [] : [{ row, name }];
  });
  const runsForMany = scans.some(({ row }) => row.parent === 0);
  const own = scans.filter(({ row }) => isCorrelated(row));
  return new Set(runsForMany ? own.map(({ name }) => name) : []);
}

/** What may have that name in a plan: what is before it where it is an alias, and the name itself. */
export function namesOf(name: string, lexemes: readonly Lexeme[]): readonly string[] {
  const aliased = lexemes.flatMap((lexeme, at) => {
    if (lexeme.name === undefined || !isSameName(lexeme.name, name)) return [];
    return lexemes[lexemes[at - 1]?.word === 'as' ? at - 2 : at - 1]?.name ?? [];
  });
  return [...aliased, name];
}

function tableNamed(name: string, lexemes: readonly Lexeme[], schema: Schema): Table | undefined {
  const table = namesOf(name, lexemes)
    .map((one) => tableIn(schema, one))
    .find((one) => one !== undefined);
  return table === undefined || isVirtual(table) ? undefined : table;
}

/** The first column that the statement names and whose index SQLite would use. */
async function helpfulColumn(
  database: SqlDatabase,
  explain: Sql,
  scanned: string,
  table: Table,
  lexemes: readonly Lexeme[],
): Promise<string | undefined> {
  const named = new Set(lexemes.flatMap(({ name }) => (name === undefined ? [] : nameKey(name))));
  const columns = table.columns.filter(({ name, isGenerated }) => !isGenerated && named.has(nameKey(name)));
  for (const { name } of columns) {
    const plan = await planWith(database, explain, `${quotedName(table.name)} (${quotedName(name)})`);
    if (!scannedIn(plan, expressionNames(lexemes)).has(scanned)) return name;
  }
  return undefined;
}

const trialIndex = 'roost_lint_trial_index';

async function planWith(database: SqlDatabase, explain: Sql, on: string): Promise<readonly PlanRow[]> {
  const [, plan] = await database.batch<PlanRow>([
    database.prepare(`CREATE INDEX ${trialIndex} ON ${on}`),
    prepare(database, explain),
    database.prepare(`DROP INDEX ${trialIndex}`),
  ]);
  return plan?.results ?? [];
}
