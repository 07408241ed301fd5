// Asserts in SQL that a part of the schema has certain objects and no others. Pure.
//
// Their texts may differ as those of one migration do on two databases: by the line ends of a checkout, by the quotes of
// a string (D1 stores "on" as it is written, a local database 'on'), and by the form that migrate:export gives a trigger.
import { literalOf, plainTrigger } from '@roostjs/internal-sql';
import { assertionOver } from './assertion.ts';
import type { SchemaObject } from './schema.ts';

export type SchemaPart = {
  /** The condition for a row of `sqlite_schema AS s`. */
  readonly scope: string;
  /** All objects of that part that have a text. */
  readonly objects: readonly SchemaObject[];
};

// D1 limits a statement to 100,000 bytes: a character has up to four, and up to eight in a literal.
const maxCharacters = 10_000;

/**
 * Statements that abort the batch unless the part of the schema is as given. `hint` ends the message, in parentheses.
 */
export function assertSchema(
  { scope, objects }: SchemaPart,
  message: string,
  hint: string,
): readonly string[] {
  return conditionsFor(objects.map(acceptedTexts)).map(({ sql, rows }) =>
    assertionOver(
      `(SELECT count(*) AS n, total(${sql}) AS same FROM sqlite_schema AS s WHERE ${scope} AND s.sql IS NOT NULL)`,
      `n = ${objects.length} AND same = ${rows}`,
      message,
      literalOf(hint),
    ),
  );
}

/** A condition, and the number of rows that it must hold for. */
type Condition = { readonly sql: string; readonly rows: number };

/** Each text contains the name of its object, so that counting the rows is enough. */
function conditionsFor(objects: readonly AcceptedTexts[]): readonly Condition[] {
  const conditions: Condition[] = [];
  let texts: readonly string[] = [];
  let rows = 0;
  const end = (): void => {
    if (rows > 0 || objects.length === 0) conditions.push(isOneOf(texts, rows));
    [texts, rows] = [[], 0];
  };
  for (const object of objects) {
    if (sizeOf(object.texts) > maxCharacters) conditions.push(...isInPieces(object));
    else {
      if (sizeOf([...texts, ...object.texts]) > maxCharacters) end();
      texts = [...texts, ...object.texts];
      rows += 1;
    }
  }
  end();
  return conditions;
}

/** An object, and the texts that it may have, normalized. */
type AcceptedTexts = Pick<SchemaObject, 'type' | 'name'> & { readonly texts: readonly string[] };

function acceptedTexts({ type, name, sql }: SchemaObject): AcceptedTexts {
  const written = sql ?? '';
  return { type, name, texts: [...new Set([written, plainTrigger(written).text].map(normalized))] };
}

function normalized(sql: string): string {
  return sql.replaceAll('\r', '').replaceAll('"', "'");
}

const normalizedSql = `replace(replace(s.sql, char(13), ''), '"', '''')`;

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((size, { length }) => size + length, 0);
}

function isOneOf(texts: readonly string[], rows: number): Condition {
  return { sql: `${normalizedSql} IN (${texts.map(literalOf).join(', ')})`, rows };
}

function isInPieces({ type, name, texts }: AcceptedTexts): readonly Condition[] {
  const characters = texts.map((text) => Array.from(text));
  const length = Math.floor(maxCharacters / texts.length);
  const count = Math.max(...characters.map((list) => Math.ceil(list.length / length)));
  return Array.from({ length: count }, (_, index) => {
    const [start, isLast] = [index * length, index === count - 1];
    const pieces = characters.map((list) => list.slice(start, isLast ? undefined : start + length).join(''));
    const piece = `substr(${normalizedSql}, ${start + 1}${isLast ? '' : `, ${length}`})`;
    const isNamed = `s.type = ${literalOf(type)} AND s.name = ${literalOf(name)}`;
    return { sql: `${isNamed} AND ${piece} IN (${pieces.map(literalOf).join(', ')})`, rows: 1 };
  });
}
