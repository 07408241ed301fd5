// Why a plan is refused, before the first write.

import type { RoostError } from '@roostjs/internal-errors';
import { fail, few, quote, quoted, resolveCommand, unchanged } from '../errors.ts';

export function missingFiles(
  names: readonly string[],
): RoostError<'MIGRATION.MISSING', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.MISSING',
    message: `Cannot be rolled back because the file is gone and no down() was stored: ${quoted(names)}.`,
    hint: `Restore the file, then roll back again. ${unchanged}`,
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
      'Restore the file and write a new migration, or run roost migrate:repair if it does the same; ' +
      '--allow-changed continues anyway.',
    details: { names },
  });
}

/** A file's name, and the names under which its text may have been applied. */
export type Renaming = { readonly name: string; readonly from: readonly string[] };

/** A status has no batch if it is not clear under which name the file was applied. */
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
    message: `Applied migrations would run a second time, under another name: ${listed.join('; ')}.`,
    hint: `${
      unclear.length === 0
        ? 'Accept the new name with roost migrate:repair, or give the file its old name back.'
        : `Give ${quoted(unclear)} the name it was applied under; if it must run as well, change its text, say with a comment.`
    } ${unchanged}`,
    details: { names: renamed.map(({ name }) => name), renamed },
  });
}

export function appliedElsewhere({
  tool,
  table,
  names,
}: {
  readonly tool: string;
  readonly table: string;
  readonly names: readonly string[];
}): RoostError<
  'MIGRATION.APPLIED_ELSEWHERE',
  { readonly tool: string; readonly table: string; readonly names: readonly string[] }
> {
  return fail({
    code: 'MIGRATION.APPLIED_ELSEWHERE',
    message: `Pending here, but already applied according to the ledger of ${tool} ('${table}'): ${few(names.map(quote))}.`,
    hint: `Mark what it has applied with roost migrate:adopt; to run it again, delete its row in '${table}' first. ${unchanged}`,
    details: { tool, table, names },
  });
}

export function outOfOrder(
  names: readonly string[],
): RoostError<'MIGRATION.OUT_OF_ORDER', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.OUT_OF_ORDER',
    message: `Pending, and older than the newest applied one: ${quoted(names)}.`,
    hint: `Rename them to come last, or continue with --allow-out-of-order. ${unchanged}`,
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
    message: `The database has applied only some of what '${name}' replaces; not applied: ${quoted(others)}.`,
    hint: `Apply the files from before the squash with roost migrate, then run this again with the current ones. ${unchanged}`,
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
    hint: `Delete the files that it replaces, or delete '${name}'. ${unchanged}`,
    details: { name, present },
  });
}

export function replacedMigrations(
  names: readonly string[],
): RoostError<'MIGRATION.REPLACED', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.REPLACED',
    message: `A squashed migration replaces ${quoted(names)} and must be applied first.`,
    hint: `Apply it with roost migrate, or check out the files from before the squash. ${unchanged}`,
    details: { names },
  });
}

export function partialMigrations(
  names: readonly string[],
): RoostError<'MIGRATION.PARTIAL', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.PARTIAL',
    message: `Started but not finished: ${quoted(names)}.`,
    hint: `If no other run is in progress, check the schema, then resolve it: ${resolveCommand(names[0] ?? '<name>')}`,
    details: { names },
  });
}

const seeStates = 'roost migrate:status shows the state of each.';

export function notApplied(name: string): RoostError<'MIGRATION.NOT_APPLIED', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.NOT_APPLIED',
    message: `Cannot roll back to '${name}', which is pending.`,
    hint: `Name an applied migration. ${seeStates}`,
    details: { name },
  });
}

export function notPartial(name: string): RoostError<'MIGRATION.NOT_PARTIAL', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.NOT_PARTIAL',
    message: `'${name}' is applied, so there is nothing to resolve.`,
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
    hint: `If it is the database that you mean, continue with --allow-other-environment. ${unchanged}`,
    details: { remembered, present },
  });
}
