// Compares findings with the rows of the database: a loss that concerns no row is not a loss.
import { quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { type LintFinding, type LostValues, losesData } from '../lint/finding.ts';

/**
 * Removes the losses that concern no row, and adds the number of rows to the others if it is known. `exists`: whether
 * the database has a table yet; a loss in another table is not counted. One request, none without a loss.
 */
export async function onRealRows(
  database: SqlDatabase,
  findings: readonly LintFinding[],
  exists: (table: string) => boolean = () => true,
): Promise<readonly LintFinding[]> {
  const losses = findings.filter(
    (finding) =>
      losesData(finding) && finding.loses.length > 0 && finding.loses.every(({ table }) => exists(table)),
  );
  if (losses.length === 0) return findings;
  const queries = losses.flatMap(({ loses }) => loses.map((lost) => database.prepare(countSql(lost))));
  const counts = (await database.batch<{ rows: number }>(queries)).map(
    ({ results }) => results[0]?.rows ?? 0,
  );
  const found = new Map<LintFinding, number>();
  for (const finding of losses) {
    const own = counts.splice(0, finding.loses.length);
    found.set(
      finding,
      own.reduce((sum, count) => sum + count, 0),
    );
  }
  return findings.flatMap((finding): readonly LintFinding[] => {
    const rows = found.get(finding);
    if (rows === undefined) return [finding];
    if (rows === 0) return [];
    return finding.loses.every(({ isWhole, isByType }) => isWhole || isByType)
      ? [{ ...finding, rows }]
      : [finding];
  });
}

function countSql({ table, columns, isByType }: LostValues): string {
  const conditions = (columns ?? [])
    .map(quotedName)
    .map((name) => (isByType ? changes(name) : `${name} IS NOT NULL`));
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' OR ')}`;
  return `SELECT count(*) AS rows FROM ${quotedName(table)}${where}`;
}

/**
 * Matches a text that is a number in another form, and an integer that a REAL cannot represent
 * (sqlite.org/datatype3.html).
 */
function changes(name: string): string {
  return (
    `(typeof(${name}) = 'text' AND ${name} GLOB '*[0-9]*' AND trim(${name}) NOT GLOB '*[^0-9.eE+-]*' AND CAST(CAST(${name} AS NUMERIC) AS TEXT) <> ${name}) ` +
    `OR (typeof(${name}) = 'integer' AND CAST(CAST(${name} AS REAL) AS INTEGER) <> ${name})`
  );
}
