// Adds keys to a JSON text. Pure.

type Edit = { readonly path: readonly string[]; readonly value: unknown };

/** In its indentation and line ends; only the neighbour of a new key is formatted again. The text must be valid. */
export async function withKeys(text: string, edits: readonly Edit[]): Promise<string> {
  const { applyEdits, modify } = await import('jsonc-parser');
  const formattingOptions = formattingOf(text);
  return edits.reduce(
    (edited, { path, value }) => applyEdits(edited, modify(edited, [...path], value, { formattingOptions })),
    text,
  );
}

function formattingOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
