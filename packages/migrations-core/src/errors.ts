// Every code and message of core, by rooms. docs/errors.md has an entry for each code; a test holds them together.
export { isRoostError, messageOf, RoostError } from '@roostjs/internal-errors';
export * from './errors/adopt.ts';
export * from './errors/export.ts';
export * from './errors/ledger.ts';
export * from './errors/lint.ts';
export * from './errors/rebuild.ts';
export * from './errors/recording.ts';
export * from './errors/refusals.ts';
export * from './errors/squash.ts';
export * from './errors/stops.ts';
export * from './errors/verify.ts';
