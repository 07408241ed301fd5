// What a run would delete of the existing data.

/**
 * `column`: null if whole rows are lost. `rows`: how many rows, or how many with a value in the column; null if they
 * cannot be counted, for example in a virtual table whose content table is gone.
 */
export type Loss = { readonly table: string; readonly column: string | null; readonly rows: number | null };

/** `unknown`: migrations whose losses cannot be known before they run, because they read the database. */
export type LossPreview = { readonly losses: readonly Loss[]; readonly unknown: readonly string[] };

export const noLosses: LossPreview = { losses: [], unknown: [] };
