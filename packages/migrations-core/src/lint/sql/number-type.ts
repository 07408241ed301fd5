/** Types of a column that is meant to hold a number, in SQLite and elsewhere. */
export const numberType: RegExp = /int|serial|number|numeric|identity|auto_?increment/i;
