// Errors about a migration's name or module, thrown before anything runs.
import { inline, type RoostError } from '@roostjs/internal-errors';
import { fail, quoted, unchanged } from '../errors.ts';

const renameIt = 'Rename it, for example to 20261123101500_create_posts_table.';

export function invalidNames(
  names: readonly string[],
): RoostError<'MIGRATION.NAME_INVALID', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `A migration's name must begin with digits and an underscore (or a hyphen): ${quoted(names)}.`,
    hint: `${renameIt} A helper file begins with an underscore.`,
    details: { names },
  });
}

export function invisibleCharacters(
  names: readonly string[],
): RoostError<'MIGRATION.NAME_INVALID', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `A migration's name contains an invisible character: ${quoted(names.map(inline))}.`,
    hint: renameIt,
    details: { names },
  });
}

export function duplicateNames(
  names: readonly string[],
): RoostError<'MIGRATION.NAME_DUPLICATE', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `Several migrations are named ${quoted(names)}.`,
    hint: 'Rename or delete all but one.',
    details: { names },
  });
}

export function invalidExport(
  name: string,
  fault: string,
): RoostError<'MIGRATION.EXPORT_INVALID', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.EXPORT_INVALID',
    message: `'${name}' is not a migration: ${fault}.`,
    hint: 'Write: export default { async up(db) { … }, async down(db) { … } }',
    details: { name },
  });
}

export function invalidSql(
  name: string,
  fault: string,
): RoostError<'MIGRATION.SQL_INVALID', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.SQL_INVALID',
    message: `The SQL of '${name}' is not a migration: ${fault}.`,
    hint: "Write one section '-- up', and after it one '-- down' if it can be rolled back.",
    details: { name },
  });
}

export function irreversible(
  names: readonly string[],
): RoostError<'MIGRATION.IRREVERSIBLE', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.IRREVERSIBLE',
    message: `Cannot be rolled back because there is no down(): ${quoted(names)}.`,
    hint: `Write a down(), or a new migration that undoes it. ${unchanged}`,
    details: { names },
  });
}

export function notFound(
  name: string,
  nearest: readonly string[],
): RoostError<'MIGRATION.NOT_FOUND', { readonly name: string; readonly nearest: readonly string[] }> {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `There is no migration '${name}'${nearestText(nearest)}.`,
    hint: 'Use the name, digits or title of one that roost migrate:status lists.',
    details: { name, nearest },
  });
}

export function notRecorded(
  name: string,
  nearest: readonly string[],
): RoostError<'MIGRATION.NOT_FOUND', { readonly name: string; readonly nearest: readonly string[] }> {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `The ledger has no migration '${name}'${nearestText(nearest)}.`,
    hint: 'Use the name, digits or title of a partial migration; a pending one needs no resolving.',
    details: { name, nearest },
  });
}

function nearestText(names: readonly string[]): string {
  return names.length === 0 ? '' : `; similar names: ${quoted(names)}`;
}

export function ambiguousName(
  name: string,
  names: readonly string[],
): RoostError<'MIGRATION.NAME_AMBIGUOUS', { readonly name: string; readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.NAME_AMBIGUOUS',
    message: `'${name}' matches several migrations: ${quoted(names)}.`,
    hint: 'Use the whole name.',
    details: { name, names },
  });
}
