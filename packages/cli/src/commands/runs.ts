// What each command runs, together: a file of its own for each would make Node look for many at every start.
export { run as adopt } from './adopt/run.ts';
export { run as doctor } from './doctor/run.ts';
export { run as dump } from './dump/run.ts';
export { run as exportSql } from './export/run.ts';
export { run as fresh } from './fresh/run.ts';
export { run as install } from './install/run.ts';
export { run as lint } from './lint/run.ts';
export { run as makeMigration } from './make-migration/run.ts';
export { run as migrate } from './migrate/run.ts';
export { run as refresh } from './refresh/run.ts';
export { run as repair } from './repair/run.ts';
export { run as reset } from './reset/run.ts';
export { run as resolve } from './resolve/run.ts';
export { run as rollback } from './rollback/run.ts';
export { run as squash } from './squash/run.ts';
export { run as status } from './status/run.ts';
export { run as verify } from './verify/run.ts';
