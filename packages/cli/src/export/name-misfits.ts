// Where wrangler takes the names of files in another way than Roost does: as which migrations, under which name in its
// ledger, and in which order. Pure.
import type { MigrationFile } from '../migrations-folder/list.ts';
import type { FileMisfit } from './misfits.ts';
import { pathIn, type WranglerFiles } from './source.ts';

/**
 * Of migrations in order. Wrangler would roll one back right after applying it, or apply it although Roost has
 * recorded it.
 */
export function nameMisfits(files: readonly MigrationFile[], folder: WranglerFiles): readonly FileMisfit[] {
  return files.filter(isSql).flatMap((file) => {
    const { name, path, downPath } = file;
    const [own, down] = [pathIn(folder, path), downPath === null ? null : pathIn(folder, downPath)];
    const known = `${name}${folder.wranglerFile}`;
    const at = (misplaced: string, problem: string) => ({
      name,
      path: misplaced,
      line: null,
      problem,
      remedy: remedyFor(own, name, folder),
    });
    return [
      ...(downPath !== null && down !== null && folder.applies(down)
        ? [at(downPath, 'wrangler takes what rolls back for a migration of its own and runs it too')]
        : []),
      ...(folder.applies(own) && own !== known
        ? [at(path, `wrangler records it as '${own}', and roost as '${known}'`)]
        : []),
    ];
  });
}

/** Those that wrangler applies before one that comes before them in order. */
export function orderMisfits(files: readonly MigrationFile[], folder: WranglerFiles): readonly FileMisfit[] {
  const applied = files.filter(isSql).filter(({ path }) => folder.applies(pathIn(folder, path)));
  return applied.flatMap(({ name, path }, index) => {
    const before = applied[index - 1];
    if (before === undefined || byWrangler(pathIn(folder, before.path), pathIn(folder, path)) < 0) return [];
    const problem = `wrangler applies it before ${before.name}, and roost after it`;
    return [{ name, path, line: null, problem, remedy: 'give it a later number' }];
  });
}

function isSql({ kind }: MigrationFile): boolean {
  return kind === 'sql';
}

function remedyFor(file: string, name: string, { dir }: WranglerFiles): string {
  const rest = file.endsWith(`${name}.up.sql`)
    ? '*.up.sql'
    : file.endsWith(`${name}/migration.sql`)
      ? '*/migration.sql'
      : '+([!.]).sql';
  const pattern = `${dir}/${rest}`;
  return `in wrangler's configuration, set migrations_dir to '${dir}' and migrations_pattern to '${pattern}'`;
}

// As wrangler orders paths (workers-utils/src/d1-migrations.ts).
function byWrangler(left: string, right: string): number {
  const [others, own] = [right.split('/'), left.split('/')];
  const segments = own.map((segment, index) => bySegment(segment, others[index] ?? ''));
  return segments.find((order) => order !== 0) ?? own.length - others.length;
}

function bySegment(left: string, right: string): number {
  const [first, second] = [left, right].map((segment) => Number.parseInt(segment.split('_')[0] ?? '', 10));
  return (first ?? 0) - (second ?? 0) || (left < right ? -1 : left > right ? 1 : 0);
}
