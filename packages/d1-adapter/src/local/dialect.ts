// Which SQL the local database accepts.

/**
 * `d1` applies D1's rules. `sqlite` runs what SQLite runs, except statements that would end the driver's transaction.
 */
export type Dialect = 'd1' | 'sqlite';
