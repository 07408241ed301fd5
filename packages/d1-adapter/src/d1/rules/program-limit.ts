// No statement that takes more than 21,504 steps of SQLite's machine: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_VDBE_OP of 25,000). SQLite doubles the room for them from 42 on, and stops where the double is more than
// the limit (growOpArray in its vdbeaux.c).

export const mostOperations = 21_504;

/** No shorter text has as many: not even `IN (1,2,…)`, of which three operations take two characters. */
export const shortestText = 14_000;

export const programTooLong = 'out of memory: SQLITE_NOMEM';
