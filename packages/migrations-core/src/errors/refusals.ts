// What is refused before the first write: names, modules, plans and options.
import { inline, type RoostError, shellWord } from '@roostjs/internal-errors';
import type { MigrationStatus } from '../status.ts';
import { counted, fail, notDone, quote, quoted, type Uncommitted } from './wording.ts';

export function invalidNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `${quoted(names)} cannot be ordered: a migration's name begins with digits and an underscore.`,
    hint: 'Rename it, for example to 20261123101500_create_posts_table; a helper begins with an underscore.',
    details: { names },
  });
}

export function hidingNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `${quoted(names.map(inline))} cannot be told as it is: a migration's name has no control characters, and none that cannot be seen.`,
    hint: 'Rename it, for example to 20261123101500_create_posts_table.',
    details: { names },
  });
}

export function duplicateNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `More than one migration bears the name ${quoted(names)}.`,
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

export function missingFiles(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.MISSING',
    message:
      `${counted(names, 'migration')} cannot be rolled back, because the file is gone and no down() was stored: ` +
      `${quoted(names)}.`,
    hint: 'Bring the file back (from version control, say), then roll back again. Nothing was changed.',
    details: { names },
  });
}

export function changedFiles(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.CHANGED',
    message:
      `${counted(names, 'migration')} ${names.length === 1 ? 'has' : 'have'} changed after being applied: ` +
      `${quoted(names)}.`,
    hint:
      'Put the file back and write a new migration, or run roost migrate:repair where it still does the same; ' +
      '--allow-changed goes on as it is.',
    details: { names },
  });
}

/** In the state `renamed`; without a batch where it is not clear which one a file was. */
export function renamedFiles(statuses: readonly MigrationStatus[]): RoostError {
  const renamed = statuses.map(({ name, renamedFrom = [] }) => ({ name, from: renamedFrom }));
  const unclear = statuses.filter(({ batch }) => batch === null).map(({ name }) => name);
  const listed = renamed.map(({ name, from }) => `'${name}' was applied as ${from.map(quote).join(' or ')}`);
  return fail({
    code: 'MIGRATION.RENAMED',
    message: `${counted(renamed, 'file')} would run a second time, under ${renamed.length === 1 ? 'another name' : 'other names'}: ${listed.join('; ')}.`,
    hint:
      unclear.length === 0
        ? 'Record the new name with roost migrate:repair, or give the file its old one back. Nothing was changed.'
        : `Give ${quoted(unclear)} the name that it was applied under; where it is to run as well, change its text, by a comment say. Nothing was changed.`,
    details: { names: renamed.map(({ name }) => name), renamed },
  });
}

export function outOfOrder(names: readonly string[]): RoostError {
  const it = names.length === 1 ? 'it' : 'them';
  return fail({
    code: 'MIGRATION.OUT_OF_ORDER',
    message:
      `${counted(names, 'pending migration')} ${names.length === 1 ? 'is' : 'are'} older than the newest applied one: ` +
      `${quoted(names)}.`,
    hint: `Rename ${it} to come last, or apply ${it} all the same with --allow-out-of-order. Nothing was changed.`,
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
    message:
      `'${name}' replaces ${counted([...recorded, ...others], 'migration')}, and the database has run only a part of them; ` +
      `not recorded: ${quoted(others)}.`,
    hint:
      'Check out the files from before the squash, apply them here with roost migrate, then come back and run this again. ' +
      'Nothing was changed.',
    details: { name, recorded, notRecorded: others },
  });
}

export function replacedFilesPresent(name: string, present: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.REPLACED_PRESENT',
    message: `'${name}' replaces ${counted(present, 'migration')} whose ${present.length === 1 ? 'file is' : 'files are'} still there: ${quoted(present)}.`,
    hint: `Delete what it replaces, or delete '${name}' to keep them. Nothing was changed.`,
    details: { name, present },
  });
}

export function replacedMigrations(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.REPLACED',
    message: `A squashed migration is to be recorded first, in the place of ${counted(names, 'migration')}: ${quoted(names)}.`,
    hint: 'Record it with roost migrate, or check out the files from before the squash. Nothing was changed.',
    details: { names },
  });
}

export function irreversible(names: readonly string[]): RoostError {
  const [its, it] = names.length === 1 ? ['its', 'it'] : ['their', 'them'];
  return fail({
    code: 'MIGRATION.IRREVERSIBLE',
    message: `${counted(names, 'migration')} cannot be rolled back, for want of a down(): ${quoted(names)}.`,
    hint: `Write ${its} down(), or a new migration that undoes ${it}. Nothing was changed.`,
    details: { names },
  });
}

export function partialMigrations(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.PARTIAL',
    message: `${quoted(names)} ${names.length === 1 ? 'was started and has' : 'were started and have'} not been finished.`,
    hint: `If no run is at it now, look at the schema, then say what holds: roost migrate:resolve ${shellWord(names[0] ?? '<name>')} --applied (or --rolled-back).`,
    details: { names },
  });
}

export function notFound(name: string, nearest: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `There is no migration '${name}'${nearest.length > 0 ? `; the nearest: ${quoted(nearest)}` : ''}.`,
    hint: 'Give the name, digits or title of one that roost migrate:status lists.',
    details: { name, nearest },
  });
}

export function notRecorded(name: string, nearest: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `The ledger has no migration '${name}'${nearest.length > 0 ? `; the nearest: ${quoted(nearest)}` : ''}.`,
    hint: 'Give the name, digits or title of a partial one; what is pending has nothing to resolve.',
    details: { name, nearest },
  });
}

export function ambiguousName(name: string, names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_AMBIGUOUS',
    message: `'${name}' can be any of these: ${quoted(names)}.`,
    hint: 'Give the whole name.',
    details: { name, names },
  });
}

export function notApplied(name: string): RoostError {
  return fail({
    code: 'MIGRATION.NOT_APPLIED',
    message: `'${name}' is pending, so that nothing can be rolled back to it.`,
    hint: 'Name an applied migration; roost migrate:status shows the state of each.',
    details: { name },
  });
}

export function notPartial(name: string): RoostError {
  return fail({
    code: 'MIGRATION.NOT_PARTIAL',
    message: `'${name}' is applied and not partial: there is nothing to resolve.`,
    hint: 'roost migrate:status shows the state of each migration.',
    details: { name },
  });
}

export function resolveFailed(name: string, uncommitted: Uncommitted): RoostError {
  return fail({
    code: 'MIGRATION.RESOLVE_FAILED',
    message: notDone([`'${name}'`, 'was', 'resolved'], uncommitted),
    hint: 'Look at roost migrate:status, then run the command again.',
    details: { name },
  });
}

export function repairFailed(names: readonly string[], uncommitted: Uncommitted): RoostError {
  return fail({
    code: 'MIGRATION.REPAIR_FAILED',
    message: notDone([`What is so now of ${quoted(names)}`, 'was', 'recorded'], uncommitted),
    hint: 'Look at roost migrate:status, then run the command again.',
    details: { names },
  });
}

export function invalidOption(option: string, problem: string, hint: string): RoostError {
  return fail({
    code: 'OPTION.INVALID',
    message: `${option} ${problem}.`,
    hint,
    details: { option },
  });
}
