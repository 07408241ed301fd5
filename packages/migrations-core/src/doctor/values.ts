// Checks that values keep the types that D1 gives them.
import type { SqlDatabase } from '../database/d1.ts';
import type { Check } from './finding.ts';

// A value, the type that SQLite reports for it, and the value that is returned: numbers are bound as REAL, blobs are
// returned as lists.
const values: readonly (readonly [value: unknown, type: string, back: unknown])[] = [
  ['text', 'text', 'text'],
  ['5', 'text', '5'],
  ['', 'text', ''],
  ["it's; ünïcode \u{1f426}\nline", 'text', "it's; ünïcode \u{1f426}\nline"],
  [5, 'real', 5],
  [-0.5, 'real', -0.5],
  [9007199254740991, 'real', 9007199254740991],
  [true, 'real', 1],
  [null, 'null', null],
  [new Uint8Array([0, 255, 39]), 'blob', [0, 255, 39]],
  [new Uint8Array(), 'blob', []],
];

export function valuesKeepTheirTypes(database: SqlDatabase): Check {
  return {
    check: 'values-keep-their-types',
    passes: 'values keep their types',
    examine: async () => {
      const sql = 'SELECT typeof(?1) AS type, ?1 AS back';
      const results = await database.batch<Returned>(
        values.map(([value]) => database.prepare(sql).bind(value)),
      );
      const seen = results.map(({ results: [row] }) => JSON.stringify([row?.type, row?.back]));
      const wrong = values.flatMap(([value, type, back], index) =>
        seen[index] === JSON.stringify([type, back])
          ? []
          : [`${JSON.stringify(value)} arrived as ${seen[index]}`],
      );
      if (wrong.length === 0) return undefined;
      return {
        message: `Values change in transit: ${wrong.join('; ')}.`,
        next: 'Write values into the SQL of your migrations instead of binding them, and please report it.',
      };
    },
  };
}

type Returned = { readonly type: string; readonly back: unknown };
