import type { Written } from '../statement-lists.ts';

/** The migrations before the last are the schema that a rule meets. */
export type Case = {
  readonly title: string;
  readonly migrations: readonly (Written | readonly string[])[];
  /** `rule migration.statement` of every finding, in order. */
  readonly finds: readonly string[];
};
