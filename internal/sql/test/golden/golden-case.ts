// One row of the golden tables: what a text is cut into.

export type GoldenCase = {
  readonly title: string;
  readonly sql: string;
  readonly statements: readonly string[];
};
