// Which recorded statements the database will refuse, known before any of them is sent, and what to do instead. Pure.

/** The name of a rule of the database, and the database's error text for a statement that breaks it. */
export type BrokenRule = {
  readonly rule: string;
  readonly text: string;
  /** What to do instead, as the rest of a sentence: "leave it out". */
  readonly remedy?: string;
};

/** The rule that a statement's text breaks; undefined if it breaks none, or only the database can tell. */
export type DatabaseRules = (sql: string) => BrokenRule | undefined;

/** No rules: only the database refuses statements, when it runs them. */
export const noRules: DatabaseRules = () => undefined;

/** The names of a schema: those of all objects of a type (a view is a table too), and those of a table's columns. */
export type SchemaNames = {
  readonly named: (type: string) => readonly string[];
  /** Empty if they are not known. */
  readonly columnsOf: (table: string) => readonly string[];
};

/**
 * What to do instead of a statement, by the database's error, as the rest of a sentence; undefined if the error does not
 * show it. `schema`: what the statement finds.
 */
export type RemedyFor = (sql: string, error: string, schema?: SchemaNames) => string | undefined;

/** Nothing is known about any error. */
export const noRemedy: RemedyFor = () => undefined;

export type RefusedStatement = BrokenRule & { readonly number: number; readonly sql: string };

/** What to do instead of a statement that breaks the rule, as the rest of a sentence. */
export function remedyOf({ remedy }: BrokenRule): string {
  return remedy ?? 'write it the way D1 accepts it';
}

/** The statements that break a rule, in order. */
export function refusedBy(
  rules: DatabaseRules,
  statements: readonly { readonly number: number; readonly sql: string }[],
): readonly RefusedStatement[] {
  return statements.flatMap(({ number, sql }) => {
    const broken = rules(sql);
    return broken === undefined ? [] : [{ ...broken, number, sql }];
  });
}
