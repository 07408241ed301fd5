/** The first words of the statements that read or change rows. Only these statements accept bound values. */
export const rowVerbs: ReadonlySet<string> = new Set([
  'delete',
  'insert',
  'replace',
  'select',
  'update',
  'values',
  'with',
]);
