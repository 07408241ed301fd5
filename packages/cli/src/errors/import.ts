// roost import
import { RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function importSourceMissing(folder: string): RoostError {
  return new RoostError({
    code: 'IMPORT.SOURCE_MISSING',
    message: `There is no folder '${folder}'.`,
    hint: 'Name the folder that has the SQL migrations, for example: roost import migrations',
    details: { folder },
  });
}

export function importIntoItself(folder: string): RoostError {
  return new RoostError({
    code: 'IMPORT.INTO_ITSELF',
    message: `'${folder}' is the migrations folder itself, in which each migration would be there twice.`,
    hint: 'Write to another folder with --path <dir>. Nothing was written.',
    details: { folder },
  });
}

export function importNothing(folder: string, others: readonly string[]): RoostError {
  const found = others.length === 0 ? '' : `, only other scripts: ${quoted(others)}`;
  return new RoostError({
    code: 'IMPORT.NOTHING',
    message: `There are no SQL migrations in '${folder}'${found}.`,
    hint: 'Name the folder that has the SQL migrations; what roost migrate:export has written is none. Nothing was written.',
    details: { folder, others },
  });
}

export function importNameTaken(folder: string, names: readonly string[]): RoostError {
  const [shown, more] = [names.slice(0, maxShown), names.length - maxShown];
  return new RoostError({
    code: 'IMPORT.NAME_TAKEN',
    message: `'${folder}' already has migrations of the same names: ${quoted(shown)}${more > 0 ? ` and ${more} more` : ''}.`,
    hint: 'Delete them, or write to another folder with --path <dir>. Nothing was written.',
    details: { folder, names },
  });
}

const maxShown = 5;
