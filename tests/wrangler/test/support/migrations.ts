// Migration files that make given calls.

/** A call of `prepare(sql).bind(...values).run()`. */
export type Call = readonly [sql: string, ...values: readonly Value[]];
export type Value = string | number | boolean | null | Uint8Array;

/** The files of these migrations, by path: name → the calls of its `up`. */
export function migrationFiles(
  migrations: Readonly<Record<string, readonly Call[]>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(migrations).map(([name, calls]) => [`database/migrations/${name}.ts`, fileText(calls)]),
  );
}

function fileText(calls: readonly Call[]): string {
  const lines = calls.map(
    ([sql, ...values]) =>
      `    await this.db.run(${[JSON.stringify(sql), ...values.map(valueText)].join(', ')});\n`,
  );
  return `export default {\n  async up() {\n${lines.join('')}  },\n};\n`;
}

function valueText(value: Value): string {
  if (value instanceof Uint8Array) return `new Uint8Array([${Array.from(value).join(', ')}])`;
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}
