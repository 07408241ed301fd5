// Core knows migrations by name; people open files.
import type { LintFinding } from '@roostjs/migrations-core';
import { migrationPath } from '../migrations-folder/list.ts';

export type FindingWithFile = LintFinding & {
  /** The migration's file; null where it has none any more. */
  readonly file: string | null;
};

export function findingWithFile(finding: LintFinding, folder: string): FindingWithFile {
  return { ...finding, file: migrationPath(folder, finding.migration) ?? null };
}
