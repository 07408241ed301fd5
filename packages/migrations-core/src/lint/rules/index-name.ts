// Indexes whose names say nothing about what they are on. A name in any style will do, as long as it has a word of the
// table's name, or of a column's.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import { type Index, type Table, tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { indexNameFor, withNames } from './wording.ts';

export function indexName({ steps, direction }: MigrationTrace): readonly Observation[] {
  // A down() that creates an index again has to use its old name.
  return direction === 'down' ? [] : steps.flatMap(observed);
}

function observed(step: Step): readonly Observation[] {
  const { form, statement, after, before } = step;
  if (form.kind !== 'create' || form.creation.kind !== 'index' || before === after) return [];
  const { name } = form.creation;
  const created = after.named(name).find((object) => object.type === 'index' && object.name === name);
  const table = created === undefined ? undefined : tableIn(after, created.on);
  const index = table?.indexes.find((one) => one.name === name);
  if (table === undefined || index === undefined || showsPurpose(index, table, step)) return [];
  const columns = index.columns.filter((column) => column !== null);
  return [
    {
      step,
      message: `The name of the index '${name}' on '${table.name}' shows neither its table nor a column.`,
      suggestion: ({ isTaken }) =>
        withNames(
          statement,
          indexNameFor(table.name, columns, isTaken),
          (_, at) => at === form.creation.next - 1,
        ),
      holdsAt: ({ schema }) => schema.named(name).some(({ type }) => type === 'index'),
      once: { per: 'folder', subject: `'${name}'` },
    },
  ];
}

function showsPurpose({ name }: Index, table: Table, { sql }: Step): boolean {
  const named = identifiersIn(sql);
  const columns = table.columns.filter((column) => named.has(nameKey(column.name)));
  const known = new Set([table, ...columns].flatMap((one) => wordsOf(one.name)));
  return wordsOf(name).some((word) => known.has(word) && !meaningless.has(word));
}

const meaningless: ReadonlySet<string> = new Set(['idx', 'index', 'ix', 'key', 'unique', 'uniq', 'uq']);

/** In lower case and in the singular, however the words are joined: `usersByEmail`, `users_email_idx`. */
function wordsOf(name: string): readonly string[] {
  const parts = name.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, '_').match(/[\p{L}\d]+/gu) ?? [];
  return parts.map((part) => part.toLowerCase().replace(/(?<=..)s$/, ''));
}
