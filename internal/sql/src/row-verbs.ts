/** What the statements that read and change rows begin with: they alone take values. */
export const rowVerbs: ReadonlySet<string> = new Set([
  'delete',
  'insert',
  'replace',
  'select',
  'update',
  'values',
  'with',
]);
