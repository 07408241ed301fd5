// What is refused before the first write: names, modules, plans and options.
import { inline, type RoostError, shellWord } from '@roostjs/internal-errors';
import {
  fail,
  lookAgain,
  notDone,
  quote,
  quoted,
  resolving,
  type Uncommitted,
  unchanged,
} from '../errors.ts';
import type { PlanStep } from './types.ts';

const renameIt = 'Rename it, as 20261123101500_create_posts_table.';

export function invalidNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `A migration's name begins with digits and an underscore: ${quoted(names)}.`,
    hint: `${renameIt} A helper begins with an underscore.`,
    details: { names },
  });
}

export function hidingNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `A migration's name has no character that cannot be seen: ${quoted(names.map(inline))}.`,
    hint: renameIt,
    details: { names },
  });
}

export function duplicateNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `Two migrations bear the name ${quoted(names)}.`,
    hint: 'Rename or delete one of them.',
    details: { names },
  });
}

export function invalidExport(name: string, fault: string): RoostError {
  return fail({
    code: 'MIGRATION.EXPORT_INVALID',
    message: `'${name}' is not a migration: ${fault}.`,
    hint: 'Write: export default { async up(db) { … }, async down(db) { … } }',
    details: { name },
  });
}

/** `at`: the place of the step that cannot be in one batch with those before it. */
export function notTogether(steps: readonly PlanStep[], at: number, reason: string): RoostError {
  const { name = '' } = steps[at] ?? {};
  return fail({
    code: 'MIGRATION.NOT_TOGETHER',
    message: `${quote(name)} cannot be in one batch with the others: ${reason}.`,
    hint: `${goingAsFar(steps, at)} Nothing was written.`,
    details: { name, reason },
  });
}

/** `at`: the place of the first step that one request does not take any more. */
export function tooManyTogether(steps: readonly PlanStep[], at: number, most: number): RoostError {
  return fail({
    code: 'MIGRATION.TOO_MANY',
    message: `The run has more than the ${most} statements that D1 takes in one request: they end within ${quote(steps[at]?.name ?? '')}.`,
    hint: `${goingAsFar(steps, at)} Nothing was written.`,
    details: { name: steps[at]?.name, most },
  });
}

function goingAsFar(steps: readonly PlanStep[], at: number): string {
  const before = steps[at - 1];
  if (before === undefined) return 'Run it without --atomic.';
  return `Go as far as --to ${shellWord(before.name)} first, or run all without --atomic.`;
}

export function missingFiles(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.MISSING',
    message: `The file is gone and no down() was stored, which a roll-back takes: ${quoted(names)}.`,
    hint: `Bring the file back, then roll back again. ${unchanged}`,
    details: { names },
  });
}

export function changedFiles(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.CHANGED',
    message: `Changed after being applied: ${quoted(names)}.`,
    hint:
      'Put the file back and write a new migration, or run roost migrate:repair where it does the same; ' +
      '--allow-changed goes on as it is.',
    details: { names },
  });
}

/** Without a batch where it is not clear which one a file was. */
export function renamedFiles(
  statuses: readonly {
    readonly name: string;
    readonly batch: number | null;
    readonly renamedFrom?: readonly string[];
  }[],
): RoostError {
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

export function outOfOrder(names: readonly string[]): RoostError {
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
): RoostError {
  return fail({
    code: 'MIGRATION.PARTLY_REPLACED',
    message: `Of what '${name}' replaces, the database has run only a part; not recorded: ${quoted(others)}.`,
    hint: `Apply the files from before the squash with roost migrate, then come back and run this again. ${unchanged}`,
    details: { name, recorded, notRecorded: others },
  });
}

export function replacedFilesPresent(name: string, present: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.REPLACED_PRESENT',
    message: `The files that '${name}' replaces are still there: ${quoted(present)}.`,
    hint: `Delete what it replaces, or delete '${name}'. ${unchanged}`,
    details: { name, present },
  });
}

export function replacedMigrations(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.REPLACED',
    message: `A squashed migration is to be recorded first, in the place of ${quoted(names)}.`,
    hint: `Record it with roost migrate, or check out the files from before the squash. ${unchanged}`,
    details: { names },
  });
}

export function irreversible(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.IRREVERSIBLE',
    message: `No down() rolls back ${quoted(names)}.`,
    hint: `Write one, or a new migration that undoes it. ${unchanged}`,
    details: { names },
  });
}

export function partialMigrations(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.PARTIAL',
    message: `Started, and not finished: ${quoted(names)}.`,
    hint: `If no run is at it now, look at the schema, then say what holds: ${resolving(names[0] ?? '<name>')}`,
    details: { names },
  });
}

export function notFound(name: string, nearest: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `There is no migration '${name}'${nearestText(nearest)}.`,
    hint: 'Give the name, digits or title of one that roost migrate:status lists.',
    details: { name, nearest },
  });
}

export function notRecorded(name: string, nearest: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `The ledger has no migration '${name}'${nearestText(nearest)}.`,
    hint: 'Give the name, digits or title of a partial one; what is pending has nothing to resolve.',
    details: { name, nearest },
  });
}

function nearestText(names: readonly string[]): string {
  return names.length === 0 ? '' : `; the nearest: ${quoted(names)}`;
}

export function ambiguousName(name: string, names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_AMBIGUOUS',
    message: `'${name}' can be any of these: ${quoted(names)}.`,
    hint: 'Give the whole name.',
    details: { name, names },
  });
}

const seeStates = 'roost migrate:status shows the state of each.';

export function notApplied(name: string): RoostError {
  return fail({
    code: 'MIGRATION.NOT_APPLIED',
    message: `Nothing can be rolled back to '${name}', which is pending.`,
    hint: `Name an applied migration. ${seeStates}`,
    details: { name },
  });
}

export function notPartial(name: string): RoostError {
  return fail({
    code: 'MIGRATION.NOT_PARTIAL',
    message: `'${name}' is applied, and nothing of it is to be resolved.`,
    hint: seeStates,
    details: { name },
  });
}

export function resolveFailed(name: string, uncommitted: Uncommitted): RoostError {
  return fail({
    code: 'MIGRATION.RESOLVE_FAILED',
    message: notDone([`'${name}'`, 'was', 'resolved'], uncommitted),
    hint: lookAgain,
    details: { name },
  });
}

export function repairFailed(names: readonly string[], uncommitted: Uncommitted): RoostError {
  return fail({
    code: 'MIGRATION.REPAIR_FAILED',
    message: notDone([`What is so now of ${quoted(names)}`, 'was', 'recorded'], uncommitted),
    hint: lookAgain,
    details: { names },
  });
}
