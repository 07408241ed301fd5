// What the name of a new migration says that it does, as Laravel reads names. Pure.

export type Intent =
  | { readonly kind: 'create-table'; readonly table: string }
  | { readonly kind: 'rename-table'; readonly from: string; readonly to: string }
  | { readonly kind: 'add-columns'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'rename-column'; readonly table: string; readonly from: string; readonly to: string };

/** A table, or if there are `columns`, only those of it. */
export type Dropping = { readonly table: string; readonly columns: readonly string[] | null };

/** Names for the message about one that is not understood. */
export const understoodNames = [
  'create_posts_table',
  'add_slug_to_posts',
  'rename_title_to_headline_in_posts',
  'rename_posts_to_articles',
  'drop_slug_from_posts',
  'drop_posts_table',
] as const;

/** The last `_to_`, `_in_` or `_on_` counts: `add_link_to_user_to_posts` is about posts. */
const forms: readonly { readonly form: RegExp; readonly read: (parts: readonly string[]) => Intent }[] = [
  {
    form: /^create_(.+?)(?:_table)?$/,
    read: ([table = '']) => ({ kind: 'create-table', table }),
  },
  {
    form: /^add_(.+)_to_(.+?)(?:_table)?$/,
    read: ([names = '', table = '']) => ({
      kind: 'add-columns',
      table,
      columns: [...new Set(names.split('_and_'))],
    }),
  },
  {
    form: /^rename_(.+)_to_(.+)_(?:in|on)_(.+?)(?:_table)?$/,
    read: ([from = '', to = '', table = '']) => ({ kind: 'rename-column', table, from, to }),
  },
  {
    form: /^rename_(.+?)(?:_table)?_to_(.+?)(?:_table)?$/,
    read: ([from = '', to = '']) => ({ kind: 'rename-table', from, to }),
  },
];

// What is created or added is something else than a table or a column.
const others =
  /(?:^|_)(?:index|indexes|indices|view|trigger|triggers|constraint|constraints|(?:foreign|primary|unique)_keys?)(?:$|_)/;

/** undefined if the name is not understood. `title`: in snake case, without the timestamp. */
export function intentOf(title: string): Intent | undefined {
  if (others.test(title)) return undefined;
  for (const { form, read } of forms) {
    const match = form.exec(title);
    if (match !== null) return ofOneTable(read(match.slice(1)));
  }
  return undefined;
}

function ofOneTable(intent: Intent): Intent | undefined {
  const tables = intent.kind === 'rename-table' ? [intent.from, intent.to] : [intent.table];
  return tables.some((table) => table.includes('_and_')) ? undefined : intent;
}

/** What the name drops, if there is such a table or column: the schema shows that. */
export function droppingOf(title: string): Dropping | undefined {
  if (others.test(title)) return undefined;
  const [, names, from] = /^(?:drop|remove)_(.+)_from_(.+?)(?:_table)?$/.exec(title) ?? [];
  if (names !== undefined && from !== undefined)
    return { table: from, columns: [...new Set(names.split('_and_'))] };
  const [, table] = /^drop_(.+?)(?:_table)?$/.exec(title) ?? [];
  return table === undefined ? undefined : { table, columns: null };
}
