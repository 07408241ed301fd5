// What a run would take away of the data that is there, as data.

/**
 * `column` is null where whole rows go; `rows` are those that have a value in it where it is not, and null where they
 * cannot be counted, as of a virtual table that has lost the one that it reads of.
 */
export type Loss = { readonly table: string; readonly column: string | null; readonly rows: number | null };

/** `unknown`: migrations of which it cannot be told, since they read the database in their turn. */
export type LossPreview = { readonly losses: readonly Loss[]; readonly unknown: readonly string[] };

export const noLosses: LossPreview = { losses: [], unknown: [] };
