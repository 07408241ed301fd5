// What only the command takes from core, from its source: published, it would make core larger for everyone.
export type { Reverse } from '../../../packages/migrations-core/src/reverse/plan-reverse.ts';
export { reverseStatements } from '../../../packages/migrations-core/src/reverse/reverse.ts';
