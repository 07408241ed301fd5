// Every code and message of core, by rooms. docs/errors.md has an entry for each code; a test holds them together.
export { isRoostError, messageOf, RoostError } from '@roostjs/internal-errors';
export * from './adopt/errors.ts';
export * from './ledger/errors.ts';
export * from './lint/errors.ts';
export * from './plan/errors.ts';
export * from './rebuild/errors.ts';
export * from './record/errors.ts';
export * from './record/text-obstacles.ts';
export * from './run/errors.ts';
export * from './squash/errors.ts';
export * from './verify/errors.ts';
