// One row of the golden tables: a text and its parts.

export type GoldenCase = {
  readonly title: string;
  readonly sql: string;
  readonly statements: readonly string[];
};
