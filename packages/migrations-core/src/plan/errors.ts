// What is refused of a plan, before the first write.

import type { RoostError } from '@roostjs/internal-errors';
import { fail, quote, quoted, resolving, unchanged } from '../errors.ts';

export function missingFiles(
  names: readonly string[],
): RoostError<'MIGRATION.MISSING', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.MISSING',
    message: `The file is gone and no down() was stored, which a roll-back takes: ${quoted(names)}.`,
    hint: `Bring the file back, then roll back again. ${unchanged}`,
    details: { names },
  });
}

export function changedFiles(
  names: readonly string[],
): RoostError<'MIGRATION.CHANGED', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.CHANGED',
    message: `Changed after being applied: ${quoted(names)}.`,
    hint:
      'Put the file back and write a new migration, or run roost migrate:repair where it does the same; ' +
      '--allow-changed goes on as it is.',
    details: { names },
  });
}

/** A file's name, and the names under which its text may have been applied. */
type Renaming = { readonly name: string; readonly from: readonly string[] };

/** Without a batch where it is not clear which one a file was. */
export function renamedFiles(
  statuses: readonly {
    readonly name: string;
    readonly batch: number | null;
    readonly renamedFrom?: readonly string[];
  }[],
): RoostError<
  'MIGRATION.RENAMED',
  { readonly names: readonly string[]; readonly renamed: readonly Renaming[] }
> {
  const renamed = statuses.map(({ name, renamedFrom = [] }) => ({ name, from: renamedFrom }));
  const unclear = statuses.filter(({ batch }) => batch === null).map(({ name }) => name);
  const listed = renamed.map(({ name, from }) => `'${name}' was applied as ${from.map(quote).join(' or ')}`);
  return fail({
    code: 'MIGRATION.RENAMED',
    message: `What was applied would run a second time, under another name: ${listed.join('; ')}.`,
    hint: `${
      unclear.length === 0
        ? 'Record the new name with roost migrate:repair, or give the file its old one back.'
        : `Give ${quoted(unclear)} the name that it was applied under; where it is to run as well, change its text, by a comment say.`
    } ${unchanged}`,
    details: { names: renamed.map(({ name }) => name), renamed },
  });
}

export function outOfOrder(
  names: readonly string[],
): RoostError<'MIGRATION.OUT_OF_ORDER', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.OUT_OF_ORDER',
    message: `Pending, and older than the newest applied one: ${quoted(names)}.`,
    hint: `Rename what is to come last, or go on with --allow-out-of-order. ${unchanged}`,
    details: { names },
  });
}

export function partlyReplaced(
  name: string,
  recorded: readonly string[],
  others: readonly string[],
): RoostError<
  'MIGRATION.PARTLY_REPLACED',
  { readonly name: string; readonly recorded: readonly string[]; readonly notRecorded: readonly string[] }
> {
  return fail({
    code: 'MIGRATION.PARTLY_REPLACED',
    message: `Of what '${name}' replaces, the database has run only a part; not recorded: ${quoted(others)}.`,
    hint: `Apply the files from before the squash with roost migrate, then come back and run this again. ${unchanged}`,
    details: { name, recorded, notRecorded: others },
  });
}

export function replacedFilesPresent(
  name: string,
  present: readonly string[],
): RoostError<'MIGRATION.REPLACED_PRESENT', { readonly name: string; readonly present: readonly string[] }> {
  return fail({
    code: 'MIGRATION.REPLACED_PRESENT',
    message: `The files that '${name}' replaces are still there: ${quoted(present)}.`,
    hint: `Delete what it replaces, or delete '${name}'. ${unchanged}`,
    details: { name, present },
  });
}

export function replacedMigrations(
  names: readonly string[],
): RoostError<'MIGRATION.REPLACED', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.REPLACED',
    message: `A squashed migration is to be recorded first, in the place of ${quoted(names)}.`,
    hint: `Record it with roost migrate, or check out the files from before the squash. ${unchanged}`,
    details: { names },
  });
}

export function partialMigrations(
  names: readonly string[],
): RoostError<'MIGRATION.PARTIAL', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.PARTIAL',
    message: `Started, and not finished: ${quoted(names)}.`,
    hint: `If no run is at it now, look at the schema, then say what holds: ${resolving(names[0] ?? '<name>')}`,
    details: { names },
  });
}

const seeStates = 'roost migrate:status shows the state of each.';

export function notApplied(name: string): RoostError<'MIGRATION.NOT_APPLIED', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.NOT_APPLIED',
    message: `Nothing can be rolled back to '${name}', which is pending.`,
    hint: `Name an applied migration. ${seeStates}`,
    details: { name },
  });
}

export function notPartial(name: string): RoostError<'MIGRATION.NOT_PARTIAL', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.NOT_PARTIAL',
    message: `'${name}' is applied, and nothing of it is to be resolved.`,
    hint: seeStates,
    details: { name },
  });
}

export function otherEnvironment(
  remembered: string,
  present: string,
): RoostError<'LEDGER.ENVIRONMENT', { readonly remembered: string; readonly present: string }> {
  return fail({
    code: 'LEDGER.ENVIRONMENT',
    message: `This database was last migrated for the environment '${remembered}', and this run is for '${present}'.`,
    hint: `Where it is the database that you mean, --allow-other-environment goes on. ${unchanged}`,
    details: { remembered, present },
  });
}
