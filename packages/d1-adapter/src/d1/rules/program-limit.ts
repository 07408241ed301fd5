// D1 rejects a statement that compiles to more than 21,504 operations: workerd, src/workerd/util/sqlite.c++
// (setupSecurity, SQLITE_LIMIT_VDBE_OP of 25,000). SQLite starts with room for 42 operations, doubles it as needed, and
// stops when twice the room would exceed the limit (growOpArray in its vdbeaux.c).

export const maxOperations = 21_504;

/** A shorter text never has that many operations: even `IN (1,2,…)` has at most three for every two characters. */
export const minTextLength = 14_000;

export const programTooLong = 'out of memory: SQLITE_NOMEM';
