// roost migrate:export
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function exportIncomplete(
  migrations: readonly { readonly name: string; readonly reason: string }[],
): RoostError {
  const all = migrations.map(({ name, reason }) => `'${name}' (${reason})`).join('; ');
  return new RoostError({
    code: 'EXPORT.INCOMPLETE',
    message: `Nothing was exported, because not every migration can be written ahead as SQL: ${all}.`,
    hint: 'Give --partial to write the others, and run these with roost migrate.',
    details: { migrations },
  });
}

export function foreignFiles(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'EXPORT.FOREIGN_FILE',
    message: `Nothing was exported, because roost did not write what is in '${folder}' already: ${quoted(files)}.`,
    hint: 'Move these files away, or rename the migrations that bear their names.',
    details: { folder, files },
  });
}

export function filesUntaken(folder: string, pattern: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'EXPORT.FILE_UNTAKEN',
    message: `Nothing was exported, because wrangler would not apply what belongs in '${folder}', by the migrations_pattern '${pattern}': ${quoted(files)}.`,
    hint: "Take migrations_pattern out of the configuration, or let it match '<migrations_dir>/*.sql'.",
    details: { folder, pattern, files },
  });
}

export function exportFolderUnusable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'EXPORT.FOLDER_UNUSABLE',
    message: `The folder '${folder}' of the exported migrations cannot be used: ${messageOf(cause)}.`,
    hint: "Make it a writable folder with room on its disk, or name another one by the configuration's migrations_dir.",
    details: { folder },
    cause,
  });
}
