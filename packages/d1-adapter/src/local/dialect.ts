// How much of what SQLite runs is refused.

/** `sqlite`: what SQLite runs is run, but for the statements that would end the driver's own transaction. */
export type Dialect = 'd1' | 'sqlite';
