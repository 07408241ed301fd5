// The text of migration files.

/** `20260101000003_c` for 3 and c: in order, and without an extension. */
export function nameOf(number: number, title: string): string {
  return `${20260101000000 + number}_${title}`;
}

/** A migration by the bodies of its functions; without `down` it cannot be rolled back. */
export function migration(up: string, down?: string, properties = ''): string {
  const downFunction = down === undefined ? '' : `\n  async down(db) {\n    ${down}\n  },`;
  return `export default {\n  ${properties}\n  async up(db) {\n    ${up}\n  },${downFunction}\n};\n`;
}

/** A call for each statement. */
export function runs(...statements: readonly string[]): string {
  return statements.map((sql) => `await db.prepare(${JSON.stringify(sql)}).run();`).join('\n    ');
}

export function createsTable(table: string): string {
  return migration(runs(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY)`), runs(`DROP TABLE ${table}`));
}

/** Migrations 1, 2, … of these titles, each of which creates the table of its title. */
export function tables(...titles: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    titles.map((title, index) => [`${nameOf(index + 1, title)}.ts`, createsTable(title)]),
  );
}
