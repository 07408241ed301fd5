// Which recorded statements the database is known to refuse, before any of them is sent. Pure.

/** A rule of the database by its name, and the database's words for refusing a statement by it. */
export type BrokenRule = { readonly rule: string; readonly text: string };

/** The rule that a statement breaks, told from its text; undefined where it breaks none or only the database can tell. */
export type DatabaseRules = (sql: string) => BrokenRule | undefined;

/** No rule but what the database says when it is asked to run a statement. */
export const noRules: DatabaseRules = () => undefined;

export type RefusedStatement = BrokenRule & { readonly number: number; readonly sql: string };

/** The statements that break a rule, in order. */
export function refusedBy(
  rules: DatabaseRules,
  statements: readonly { readonly number: number; readonly sql: string }[],
): readonly RefusedStatement[] {
  return statements.flatMap(({ number, sql }) => {
    const broken = rules(sql);
    return broken === undefined ? [] : [{ number, sql, rule: broken.rule, text: broken.text }];
  });
}
