// roost migrate:export
import { messageOf, RoostError, shellWord } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function exportIncomplete(
  migrations: readonly { readonly name: string; readonly reason: string }[],
): RoostError {
  const all = migrations.map(({ name, reason }) => `'${name}' (${reason})`).join('; ');
  return new RoostError({
    code: 'EXPORT.INCOMPLETE',
    message: `Nothing was exported, because some migrations cannot be exported as SQL: ${all}.`,
    hint: 'To export the others, give the reason in each of these files, // roost-allow unexportable: <reason>, or --partial; --skip-applied skips what is applied at Cloudflare. Apply these with roost migrate.',
    details: { migrations },
  });
}

export function filesUnfit(
  files: readonly {
    readonly path: string;
    readonly line: number | null;
    readonly problem: string;
    readonly remedy: string;
  }[],
): RoostError {
  const all = files.map(
    ({ path, line, problem }) => `'${path}${line === null ? '' : `:${line}`}' (${problem})`,
  );
  return new RoostError({
    code: 'EXPORT.UNFIT_FILE',
    message: `Nothing was exported, because wrangler applies these files as they are, and must not: ${all.join('; ')}.`,
    hint: `In the first: ${files[0]?.remedy}. --check lists all; --partial exports the others.`,
    details: { files },
  });
}

export function foreignFiles(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'EXPORT.UNMANAGED_FILE',
    message: `Nothing was exported, because roost did not write these files in '${folder}': ${quoted(files)}.`,
    hint: 'Move these files away, or rename the migrations of the same names.',
    details: { folder, files },
  });
}

export function filesIgnored(folder: string, pattern: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'EXPORT.PATTERN_MISMATCH',
    message: `Nothing was exported, because the migrations_pattern '${pattern}' does not match files that belong in '${folder}', and wrangler would ignore them: ${quoted(files)}.`,
    hint: hintFor(folder, pattern),
    details: { folder, pattern, files },
  });
}

function hintFor(folder: string, pattern: string): string {
  const files = "To export, let migrations_pattern match '<migrations_dir>/*.sql', or remove it.";
  return pattern.endsWith('/migration.sql')
    ? `A folder of such migrations needs no export: use it where it is, with --path ${shellWord(folder)}. ${files}`
    : files;
}

export function exportFolderUnusable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'EXPORT.FOLDER_UNUSABLE',
    message: `Cannot use the folder '${folder}' for exported migrations: ${messageOf(cause)}.`,
    hint: 'Make sure that the folder is writable and its disk has space, or set another migrations_dir in the configuration.',
    details: { folder },
    cause,
  });
}
