// Which dropped tables and columns are the new ones under another name: flags say it, or the user is asked.
import { isSameRename, modelOf, type Rename, renameChoices, type Schema } from '@roostjs/internal-core';
import type { Context } from '../../context.ts';
import { renameUndecided, renameUnknown } from '../../errors.ts';
import { confirms } from '../../terminal.ts';

/** What `--no-rename` adds to the values of `--rename`. */
export const noOther = 'none';

/** As it is written behind `--rename`. */
function renameText({ table, from, to }: Rename): string {
  return `${table === null ? '' : `${table}.`}${from}:${to}`;
}

/** Throws DIFFERENCE.RENAME_UNKNOWN, and DIFFERENCE.RENAME_UNDECIDED if nobody can be asked. */
export async function decideRenames(
  prompt: Context['prompt'],
  given: readonly string[],
  schemas: { readonly from: Schema; readonly to: Schema },
): Promise<readonly Rename[]> {
  const [from, to] = [modelOf(schemas.from), modelOf(schemas.to)];
  const wanted = given.filter((text) => text !== noOther).map(parseRename);
  let decided: readonly Rename[] = [];
  for (const rename of tablesFirst(wanted)) {
    const { possible } = renameChoices(from, to, decided);
    const found = possible.find((one) => isSameRename(one, rename));
    if (found === undefined) throw renameUnknown(renameText(rename), possible.map(renameText));
    decided = [...decided, found];
  }
  if (given.includes(noOther)) return decided;
  const declined: Rename[] = [];
  for (;;) {
    const { likely } = renameChoices(from, to, decided);
    const open = likely.filter((rename) => !declined.some((other) => isSameRename(other, rename)));
    const [next] = open;
    if (next === undefined) return decided;
    if (prompt === null) throw renameUndecided(open.map(renameText));
    if (await confirms(prompt, questionOf(next))) decided = [...decided, next];
    else declined.push(next);
  }
}

function questionOf({ table, from, to }: Rename): string {
  return table === null
    ? `Is the new table '${to}' the table '${from}' under a new name?`
    : `Is the new column '${to}' of '${table}' its column '${from}' under a new name?`;
}

/** Throws DIFFERENCE.RENAME_UNKNOWN. */
function parseRename(text: string): Rename {
  const [, table = null, from, to] = /^(?:([^.:]+)\.)?([^.:]+):([^.:]+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw renameUnknown(text, []);
  return { table, from, to };
}

function tablesFirst(renames: readonly Rename[]): readonly Rename[] {
  return renames.toSorted((one, other) => Number(one.table !== null) - Number(other.table !== null));
}
